import { createHash } from "node:crypto";
import { badRequest, notReadable } from "../errors";
import { type Answer, type Call, type Line, send } from "../transport";
import { billBody, readAs } from "../types";
import { type Bill, WechatPayError } from "../words";
import { billRowsOf, UnreadableBillError } from "./rows";

const MAX_BILL_BYTES = 64 * 1024 * 1024;

/**
 * Fetches the trade bill of a day. Its address comes in a signed answer together with its SHA-1; the file itself is not
 * signed, so the hash of its bytes is what makes it believable. `empty` only on WeChat Pay's signed word.
 * Throws WechatPayError: `setup` when the file is laid out in a way that is not known here.
 */
export async function fetchBill(
  line: Line,
  askForIt: (call: Call) => Promise<Answer>,
  date: string,
): Promise<Bill> {
  if (!/^\d{4}-\d\d-\d\d$/.test(date)) throw badRequest("This is no day of a bill.");
  const target = `/v3/bill/tradebill?bill_date=${date}&bill_type=ALL`;
  const asked = await askForIt({ method: "GET", target }).catch(withoutBill);
  if ("state" in asked) return asked;
  const told = readAs(billBody, asked.raw);
  if (!told) throw notReadable(asked.requestId);
  // Our signature goes to the configured host only, whatever host the address names.
  const { pathname, search } = new URL(told.download_url);
  const file = await send(line, { method: "GET", target: pathname + search, maxBytes: MAX_BILL_BYTES });
  if (file.status !== 200)
    throw new WechatPayError("unknown", "", `The bill was not sent (status ${file.status}).`, file.requestId);
  const sha1 = createHash("sha1").update(file.raw).digest("hex");
  if (sha1 !== told.hash_value.toLowerCase())
    throw new WechatPayError("unknown", "", "The bill is not the one that was announced.", file.requestId);
  return { state: "ready", rows: readRows(file), sha1 };
}

function withoutBill(error: unknown): Bill {
  if (!(error instanceof WechatPayError)) throw error;
  if (error.code === "STATEMENTCREATING") return { state: "not_yet" };
  if (error.code === "NOSTATEMENTEXIST" && error.trouble === "missing") return { state: "empty" };
  throw error;
}

function readRows({ raw, requestId }: Answer) {
  try {
    return billRowsOf(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(raw));
  } catch (error) {
    const detail = error instanceof UnreadableBillError ? error.message : "The bill is not readable.";
    throw new WechatPayError("setup", "", detail, requestId);
  }
}
