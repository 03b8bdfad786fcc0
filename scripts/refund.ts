import { randomUUID } from "node:crypto";
import { parseArgs } from "node:util";
import { closePools } from "@/db/client";
import { jobContext } from "@/lib/entry/context";
import { abandonRefund } from "@/lib/orders/refunds/abandon";
import { requestRefund } from "@/lib/orders/refunds/request";

const USAGE =
  'npm run refund -- ord_… --fen 2900 --reason "…" [--force] [--key <the same again is the same refund>]\n' +
  "npm run refund -- rfd_… --abandon   (a refund that WeChat Pay refuses for good)";

/** Gives money back for an order. What was bought goes back too; --force also where it was used already. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      fen: { type: "string", default: "" },
      reason: { type: "string", default: "" },
      key: { type: "string", default: randomUUID() },
      force: { type: "boolean", default: false },
      abandon: { type: "boolean", default: false },
    },
  });
  const [orderId = ""] = positionals;
  if (values.abandon) {
    const { state } = await abandonRefund({ ctx: jobContext("operator"), input: { refundId: orderId } });
    return console.log(`${orderId}: ${state}`);
  }
  const amountFen = Number(values.fen);
  if (!orderId || !Number.isInteger(amountFen) || !values.reason) throw new Error(USAGE);
  const result = await requestRefund({
    ctx: jobContext("operator"),
    input: { orderId, amountFen, reason: values.reason, idempotencyKey: values.key, force: values.force },
  });
  if ("ok" in result) {
    const most =
      result.refundableFen === undefined ? "" : `; at most ${result.refundableFen} fen can go back`;
    throw new Error(`refused: ${result.reason}${most}`);
  }
  console.log(`${result.id}: ${result.amountFen} fen, ${result.status}; the server sends it within a minute`);
}

main()
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  })
  .finally(closePools);
