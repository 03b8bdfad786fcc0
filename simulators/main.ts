/**
 * Starts every simulator in this process: `--ports openai=4101,stability=4103` (free ones otherwise),
 * `--speed 4` divides all artificial latencies. Prints `ready {"openai":"http://127.0.0.1:4101",…}` when all
 * listen; ends on SIGTERM and SIGINT, and when the process that started it is gone.
 */
import { parseArgs } from "node:util";
import { startA1111Simulator } from "./a1111/server";
import { startBailianSimulator } from "./bailian/server";
import type { Simulator } from "./kit/server";
import { startMidjourneySimulator } from "./midjourney/server";
import { startOpenaiSimulator } from "./openai/server";
import { startReplicateSimulator } from "./replicate/server";
import { startStabilitySimulator } from "./stability/server";
import { READY, simulated, type Vendor, vendors } from "./vendors";
import { startWebhookReceiver } from "./webhook-receiver/server";
import { startWebView } from "./wechat/phone/web-view";
import { startWechatSimulator } from "./wechat/server";

const starters: Record<Vendor, (options: { port?: number; speed?: number }) => Promise<Simulator>> = {
  openai: startOpenaiSimulator,
  replicate: startReplicateSimulator,
  stability: startStabilitySimulator,
  midjourney: startMidjourneySimulator,
  bailian: startBailianSimulator,
  a1111: startA1111Simulator,
};

/** The ports of `--ports`; throws for a vendor or a number that does not exist. */
function portsOf(text: string): Map<string, number> {
  const known = new Set<string>(simulated);
  const pairs = text.split(",").filter((pair) => pair !== "");
  return new Map(
    pairs.map((pair) => {
      const [vendor = "", number = ""] = pair.split("=");
      const port = Number(number);
      if (known.has(vendor) && Number.isInteger(port) && port > 0 && port < 65_536) return [vendor, port];
      throw new Error(`--ports: "${pair}" is not <vendor>=<port> with one of ${simulated.join(", ")}`);
    }),
  );
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { ports: { type: "string", default: "" }, speed: { type: "string", default: "1" } },
  });
  const ports = portsOf(values.ports);
  const speed = Number(values.speed);
  if (!(speed > 0)) throw new Error(`--speed: "${values.speed}" is not a number above 0`);
  // Nothing here outlives the process, so it may end at any moment, even while it starts.
  for (const sign of ["SIGTERM", "SIGINT", "disconnect"]) process.once(sign, () => process.exit(0));
  const running = await Promise.all(
    vendors.map((vendor) => starters[vendor]({ port: ports.get(vendor), speed })),
  );
  // What a simulator does after it has answered must not take the other vendors with it.
  process.on("unhandledRejection", (error) => console.error(error));
  const wechat = await startWechatSimulator({ port: ports.get("wechat"), speed });
  const webView = await startWebView({ ...wechat, port: ports.get("phone") });
  const receiver = await startWebhookReceiver({ port: ports.get("receiver") });
  const urls = {
    ...Object.fromEntries(vendors.map((vendor, index) => [vendor, running[index]?.url])),
    wechat: wechat.url,
    phone: webView.url,
    receiver: receiver.url,
  };
  process.stdout.write(`${READY}${JSON.stringify(urls)}\n`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
