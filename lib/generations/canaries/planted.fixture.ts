import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { vi } from "vitest";
import { webhookRoute } from "@/lib/entry/webhook";
import { forget } from "@/lib/platform/process/singleton";
import { startA1111Simulator } from "@/simulators/a1111/server";
import { startBailianSimulator } from "@/simulators/bailian/server";
import type { Simulator } from "@/simulators/kit/server";
import { startMidjourneySimulator } from "@/simulators/midjourney/server";
import { startOpenaiSimulator } from "@/simulators/openai/server";
import { startReplicateSimulator } from "@/simulators/replicate/server";
import { startStabilitySimulator } from "@/simulators/stability/server";
import { acceptVendorNotice } from "../vendor/accept-notice";
import { verifyVendorNotice } from "../vendor/verify-notice";

export const vendors = ["openai", "replicate", "stability", "midjourney", "bailian", "a1111"] as const;
export type Vendor = (typeof vendors)[number];

/** Hexadecimal, so that it is found in any text and no marker of a simulator is in it by chance. */
const secret = () => randomBytes(16).toString("hex");

/** What only the server and its vendors may know. `key` is what the vendor is sent. */
const keyOf = (vendor: Vendor, who: "main" | "own") =>
  vendor === "a1111" ? `sim-${who}:${secret()}-end` : `sim-${who}-${vendor}-${secret()}-end`;
const keysOf = (who: "main" | "own") =>
  Object.fromEntries(vendors.map((vendor) => [vendor, keyOf(vendor, who)])) as Record<Vendor, string>;

export interface Planted {
  platform: Record<Vendor, string>;
  own: Record<Vendor, string>;
  chat: string;
  /** With which Replicate signs its callbacks. */
  signing: string;
  authSecret: string;
  /** The key of the ring that comes later, in base64url. */
  ringKey: string;
}

export const plant = (): Planted => ({
  platform: keysOf("main"),
  own: keysOf("own"),
  chat: `sim-chat-${secret()}-end`,
  signing: `whsec_${randomBytes(24).toString("base64")}`,
  authSecret: `canary-${secret()}`,
  ringKey: randomBytes(32).toString("base64url"),
});

/** Every way in which a planted secret could stand in a text, with the name to tell when it does. */
export function formsOf(planted: Planted): { name: string; text: string }[] {
  const whole = Object.entries({
    chat: planted.chat,
    signing: planted.signing,
    authSecret: planted.authSecret,
  });
  const keys = (["platform", "own"] as const).flatMap((who) =>
    vendors.map((vendor) => [`${who} ${vendor}`, planted[who][vendor]] as const),
  );
  return [...whole, ...keys, ["ring", planted.ringKey] as const].flatMap(([name, key]) => {
    const bytes = Buffer.from(key);
    // The middle alone as well: a key that lost its first letters is still a key.
    const middle = /[0-9a-f]{32}/.exec(key)?.[0] ?? key.slice(8, 32);
    const bare = key.replace(/^whsec_/, "");
    return [middle, bare, bytes.toString("base64"), bytes.toString("base64url"), bytes.toString("hex")].map(
      (text) => ({ name, text }),
    );
  });
}

export interface Vendors {
  simulators: Record<Vendor, Simulator>;
  /** How many callbacks were answered with a yes. */
  notices(): number;
  close(): Promise<void>;
}

/** Every vendor's simulator, and a door for their callbacks; fast enough to wait for. */
export async function openVendors(planted: Planted, speed: number): Promise<Vendors> {
  const simulators: Record<Vendor, Simulator> = {
    openai: await startOpenaiSimulator({ speed }),
    replicate: await startReplicateSimulator({ speed, webhookSecret: planted.signing }),
    stability: await startStabilitySimulator({ speed }),
    midjourney: await startMidjourneySimulator({ speed }),
    bailian: await startBailianSimulator({ speed }),
    a1111: await startA1111Simulator({ speed }),
  };
  const door = await openDoor();
  setEnvironment(planted, simulators, door.url);
  return {
    simulators,
    notices: door.accepted,
    close: async () => {
      await door.close();
      await Promise.all(Object.values(simulators).map((simulator) => simulator.close()));
    },
  };
}

/** Where each vendor's API begins. */
export const addressOf = (simulators: Record<Vendor, Simulator>, vendor: Vendor): string =>
  simulators[vendor].url + ({ openai: "/v1", replicate: "/v1", bailian: "/api/v1" }[vendor as string] ?? "");

function setEnvironment(planted: Planted, simulators: Record<Vendor, Simulator>, doorUrl: string): void {
  const settings: Record<string, string> = {
    LOG_LEVEL: "trace",
    AUTH_SECRET: planted.authSecret,
    OUTBOUND_ALLOW: Object.values(simulators)
      .map(({ url }) => new URL(url).host)
      .join(","),
    WEBHOOK_BASE_URL: doorUrl,
    SIMULATED_VENDORS: "1",
    GENERATION_RETRY_DELAY_MS: "50",
    VENDOR_CALL_TIMEOUT_MS: "30000",
    RATE_LIMIT_FACTOR: "1000",
    CHAT_API_KEY: planted.chat,
    CHAT_BASE_URL: addressOf(simulators, "openai"),
  };
  for (const vendor of vendors) {
    settings[`${vendor.toUpperCase()}_API_KEY`] = planted.platform[vendor];
    settings[`${vendor.toUpperCase()}_BASE_URL`] = addressOf(simulators, vendor);
  }
  changeEnvironment(settings);
}

/** Changes settings as a restart would. */
export function changeEnvironment(settings: Record<string, string>): void {
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  for (const name of ["env", "outbound", "log", "key-ring"]) forget(name);
}

async function openDoor() {
  let accepted = 0;
  const route = webhookRoute({
    vendor: "image",
    verify: ({ ctx, raw, headers, params }) =>
      verifyVendorNotice({
        ...{ ctx, headers, rawBody: raw },
        vendor: String(params.vendor),
        key: String(params.key),
      }),
    accept: acceptVendorNotice,
    accepted: () => new Response(null, { status: 204 }),
  });
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const [vendor = "", key = ""] = (incoming.url ?? "").split("/").slice(-2);
    const request = new Request(`http://app.test${incoming.url}`, {
      method: "POST",
      body: Buffer.concat(chunks),
      headers: Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
    });
    const answer = await route(request, { params: Promise.resolve({ vendor, key }) });
    if (answer.ok) accepted += 1;
    outgoing.writeHead(answer.status).end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    accepted: () => accepted,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
