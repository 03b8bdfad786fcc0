import { simulated as everybody, type Simulated, type Vendor, vendors } from "@/simulators/vendors";
import type { Variables } from "./processes";

/** Where each vendor's API begins on its simulator. */
const API_PATH: Record<Vendor, string> = {
  openai: "/v1",
  replicate: "/v1",
  stability: "",
  midjourney: "",
  bailian: "/api/v1",
  a1111: "",
};

/** Vendors that call back. */
const CALLING_BACK = ["replicate", "midjourney"] as const satisfies readonly Vendor[];

/** OPENAI and so on: what the names of its variables begin with. */
const prefixOf = (vendor: Vendor): string => vendor.toUpperCase();

/** True when the operator has a connection of their own; a key that only simulators know makes none. */
const isReal = (given: Variables, prefix: string): boolean =>
  Boolean(given[`${prefix}_BASE_URL`]) || !/^(sim-.*)?$/.test(given[`${prefix}_API_KEY`] ?? "");

/** False when the operator has turned the simulators off. */
export const simulatorsWanted = ({ SIMULATED_VENDORS: wanted }: Variables): boolean =>
  wanted !== "0" && wanted !== "false";

/**
 * The environment with simulators in the places of the vendors that it has no connection to. A vendor's key and
 * address go together: with either of them given both stay as they are, so that a real key never goes to a
 * simulator and a real vendor never fails over to one. `appUrl` is where the simulators can reach the product.
 */
export function withSimulators(
  given: Variables,
  { urls, wechat }: { urls: Readonly<Record<Simulated, string>>; wechat: Variables },
  { appUrl }: { appUrl?: string } = {},
): Variables {
  const env: Variables = { ...given };
  const fill = (values: Variables) => {
    for (const [name, value] of Object.entries(values)) env[name] ||= value;
  };
  const connect = (prefix: string, apiKey: string, baseUrl: string) =>
    fill({ [`${prefix}_API_KEY`]: apiKey, [`${prefix}_BASE_URL`]: baseUrl });
  const simulated = vendors.filter((vendor) => !isReal(given, prefixOf(vendor)));
  for (const vendor of simulated)
    connect(prefixOf(vendor), `sim-main-${vendor}`, urls[vendor] + API_PATH[vendor]);
  const openai = urls.openai + API_PATH.openai;
  if (simulated.includes("openai") && !isReal(given, "OPENAI_BACKUP"))
    connect("OPENAI_BACKUP", "sim-backup-openai", openai);
  if (!isReal(given, "CHAT")) {
    connect("CHAT", "sim-chat", openai);
    fill({ CHAT_MODEL: "qwen-plus" });
  }
  // A real vendor cannot call an address of this machine.
  if (appUrl && CALLING_BACK.every((vendor) => simulated.includes(vendor)))
    fill({ WEBHOOK_BASE_URL: appUrl });
  if (simulated.length > 0) fill({ SIMULATED_VENDORS: "1" });
  // Accounts of WeChat belong together: with any of the operator's own none is simulated.
  if (!Object.keys(given).some((name) => /^WECHAT_(APP|PAY|TOKEN|AES)/.test(name) && given[name]))
    fill({ ...wechat, SIMULATED_PHONE_URL: `${urls.wechat}/phone` });
  const allowed = [given.OUTBOUND_ALLOW, ...everybody.map((one) => new URL(urls[one]).host)];
  env.OUTBOUND_ALLOW = allowed.filter(Boolean).join(",");
  return env;
}
