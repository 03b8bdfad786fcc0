import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import type { Simulator } from "@/simulators/kit/server";
import { startReplicateSimulator } from "@/simulators/replicate/server";
import { signatureOf, WEBHOOK_SECRET } from "@/simulators/replicate/webhooks";
import { testCall, testRequest } from "../testing-call.fixture";
import { replicateProvider } from "./client";
import { verifyReplicateWebhook } from "./webhook";

// The example of the vendor's documentation of its signatures, computed by hand with openssl.
const vector = {
  id: "msg_2KWPBgLlAfxdpx2AI54pPJ85f4W",
  timestamp: 1_674_087_231,
  body: '{"id":"p1","status":"succeeded","output":["https://replicate.delivery/x/out-0.webp"]}',
  signature: "v1,LvQHf8bhjYvyTDy7fBCy6s+FVnRMxooMIv/XyUji9/Q=",
};
const sentAt = new Date(vector.timestamp * 1_000);

function check(
  changes: Partial<Record<"id" | "timestamp" | "signature" | "body" | "secret", string>> = {},
  now = sentAt,
) {
  const headers = new Headers({
    "webhook-id": changes.id ?? vector.id,
    "webhook-timestamp": changes.timestamp ?? String(vector.timestamp),
    "webhook-signature": changes.signature ?? vector.signature,
  });
  const rawBody = new TextEncoder().encode(changes.body ?? vector.body);
  return verifyReplicateWebhook({ headers, rawBody, secret: changes.secret ?? WEBHOOK_SECRET }, now);
}

const later = (seconds: number) => new Date(sentAt.getTime() + seconds * 1_000);

describe("verifyReplicateWebhook", () => {
  it("takes the vendor's test vector", () => {
    expect(check()).toEqual({ noticeId: vector.id, externalId: "p1" });
  });

  it.each([-300, -1, 299, 300])("takes a notice that is %i seconds old", (seconds) => {
    expect(check({}, later(seconds))).not.toBeNull();
  });

  it.each([-301, 301, 600, 86_400])("refuses a notice that is %i seconds old", (seconds) => {
    expect(check({}, later(seconds))).toBeNull();
  });

  it("takes one good signature among several, as while a secret is being changed", () => {
    const signature = `v1,${Buffer.alloc(32).toString("base64")} v1a,xyz ${vector.signature}`;
    expect(check({ signature })).not.toBeNull();
  });

  it.each([
    ["a changed body", { body: vector.body.replace("p1", "p2") }],
    ["another id", { id: "msg_other" }],
    ["another timestamp", { timestamp: String(vector.timestamp + 1) }],
    ["another secret", { secret: "whsec_d3Jvbmc=" }],
    ["a secret without its prefix", { secret: WEBHOOK_SECRET.slice(6) }],
    ["an empty secret", { secret: "" }],
    ["a secret of no bytes", { secret: "whsec_" }],
    ["no signature", { signature: "" }],
    ["an empty signature", { signature: "v1," }],
    ["a shorter signature", { signature: vector.signature.slice(0, 20) }],
    ["an unknown version of signatures", { signature: vector.signature.replace("v1", "v2") }],
    ["a timestamp that is no number", { timestamp: "now" }],
    ["a negative timestamp", { timestamp: `-${vector.timestamp}` }],
  ])("refuses %s", (_, changes) => {
    expect(check(changes)).toBeNull();
  });

  it("refuses a good signature far behind many bad ones", () => {
    const many = Array.from({ length: 20 }, () => "v1,AAAA").join(" ");
    expect(check({ signature: `${many} ${vector.signature}` })).toBeNull();
  });

  it.each(["not json", "[]", '{"id":7}', '{"id":"../secret"}', "{}"])(
    "refuses the well-signed body %s, which names no prediction",
    (body) => {
      const signature = signatureOf(WEBHOOK_SECRET, vector.id, vector.timestamp, body);
      expect(check({ body, signature })).toBeNull();
    },
  );
});

interface Received {
  headers: Headers;
  rawBody: Uint8Array;
}

let simulator: Simulator | undefined;
let listener: Server | undefined;

afterEach(async () => {
  await simulator?.close();
  listener?.closeAllConnections();
  listener?.close();
});

/** Orders one picture and answers what came in until `enough` notices were there. */
async function noticesOf(
  scenario: string,
  enough: number,
): Promise<{ externalId: string; received: Received[] }> {
  simulator = await startReplicateSimulator({ speed: 50 });
  const received: Received[] = [];
  const url = await new Promise<string>((ready) => {
    listener = createServer(async (incoming, outgoing) => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk);
      received.push({
        headers: new Headers(incoming.headers as Record<string, string>),
        rawBody: new Uint8Array(Buffer.concat(chunks)),
      });
      outgoing.end();
    }).listen(0, "127.0.0.1", () => {
      const address = listener?.address() as AddressInfo | undefined;
      ready(`http://127.0.0.1:${address?.port}/api/webhooks/replicate`);
    });
  });
  const call = { ...testCall(`${simulator.url}/v1`, "sim-key"), webhookUrl: url };
  const request = testRequest({ model: "flux-schnell", prompt: `a fox [[sim:${scenario}]]` });
  const result = await replicateProvider.submit(request, call);
  if (result.kind !== "pending") throw new Error("expected a pending order");
  await expect.poll(() => received.length, { timeout: 10_000, interval: 10 }).toBe(enough);
  return { externalId: result.externalId, received };
}

const verify = (notice: Received) =>
  replicateProvider.verifyWebhook?.({ ...notice, secret: WEBHOOK_SECRET }, new Date()) ?? null;
const statusOf = ({ rawBody }: Received): string => JSON.parse(new TextDecoder().decode(rawBody)).status;

describe("notices of the simulated Replicate", () => {
  it("come at the start and at the end, genuine, each with its own id", async () => {
    const { externalId, received } = await noticesOf("ok", 2);
    const notices = received.map(verify);
    expect(notices.map((notice) => notice?.externalId)).toEqual([externalId, externalId]);
    expect(new Set(notices.map((notice) => notice?.noticeId)).size).toBe(2);
    expect(received.map(statusOf)).toEqual(["processing", "succeeded"]);
  });

  it.each(["webhook_bad_signature", "webhook_old"])("are refused in the scenario %s", async (scenario) => {
    const { received } = await noticesOf(scenario, 2);
    expect(received.map(verify)).toEqual([null, null]);
  });

  it("that come twice have the same id, so that one of each can be kept", async () => {
    const { received } = await noticesOf("webhook_duplicate", 4);
    expect(new Set(received.map((notice) => verify(notice)?.noticeId)).size).toBe(2);
  });

  it("may come in the wrong order and are genuine nevertheless", async () => {
    const { received } = await noticesOf("webhook_out_of_order", 2);
    expect(received.map(statusOf)).toEqual(["succeeded", "processing"]);
    expect(received.map(verify)).not.toContain(null);
  });
});

it("asks for the account's signing secret with its key", async () => {
  const simulator = await startReplicateSimulator({ speed: 1_000 });
  const call = testCall(`${simulator.url}/v1`, "sim-main");
  await expect(replicateProvider.webhookSecret?.(call)).resolves.toBe(WEBHOOK_SECRET);
  await simulator.close();
});
