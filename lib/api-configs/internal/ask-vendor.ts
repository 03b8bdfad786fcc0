import { outboundFetch } from "@/lib/platform/outbound/fetch";
import type { Connection, ConnectionReport, VendorCall } from "@/lib/providers/image-provider";
import { testChat } from "@/lib/providers/openai/chat";
import { lostCall } from "@/lib/providers/provider-error";
import { findProvider } from "@/lib/providers/registry";
import { withoutKey } from "../rules";
import { connectionOf } from "./connection";
import { networkWords } from "./network-words";
import type { ConfigRow } from "./rows";

const TIMEOUT_MS = 20_000;
/** A list of models is long at some gateways; anything longer than this is no list of models. */
const MAX_ANSWER_BYTES = 4 * 1024 * 1024;

/** What came of the cheapest real call with a config; the sentence never holds its key. */
export interface VendorAnswer {
  ok: boolean;
  errorClass: Extract<ConnectionReport, { ok: false }>["errorClass"] | null;
  message: string | null;
}

/** Makes the cheapest real call with a config, at most 20 seconds long. */
export async function askVendor(row: ConfigRow): Promise<VendorAnswer> {
  const connection = connectionOf(row);
  const report = await ask(row, { ...connection, options: { ...connection.options, model: row.model } });
  const said = report.ok ? (report.detail ?? null) : report.message;
  const message = said === null ? null : withoutKey(said, connection.apiKey);
  return { ok: report.ok, errorClass: report.ok ? null : report.errorClass, message };
}

/** Adapters fold every lost connection into one sentence; the guard's own knowledge of why is more exact. */
async function ask(row: ConfigRow, connection: Connection): Promise<ConnectionReport> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const guarded = outboundFetch({ maxBytes: MAX_ANSWER_BYTES });
  let lost: unknown;
  const call: VendorCall = {
    connection,
    signal,
    fetch: (address, init) =>
      guarded(address, init).catch((error: unknown) => {
        lost = error;
        throw error;
      }),
    keep: () => Promise.reject(new Error("a test makes no pictures")),
  };
  const report = await answerOf(row, call).catch((error: unknown): ConnectionReport => {
    const { errorClass, detail } = lostCall(error);
    return { ok: false, errorClass, message: detail };
  });
  if (report.ok) return report;
  const exact = signal.aborted ? "The server did not answer within 20 seconds." : networkWords(lost);
  if (exact === null) return report;
  const errorClass = report.errorClass === "unknown_outcome" ? "provider_error" : report.errorClass;
  return { ok: false, errorClass, message: exact };
}

/** Aborted by itself as well, for an adapter that forgets to pass the signal on. */
function answerOf(row: ConfigRow, call: VendorCall): Promise<ConnectionReport> {
  const provider = findProvider(row.provider);
  if (row.type === "chat") return inTime(testChat(call, row.model), call.signal);
  if (!provider)
    return Promise.resolve({
      ok: false,
      errorClass: "invalid_request",
      message: "This vendor is no longer offered here.",
    });
  return inTime(provider.test(call), call.signal);
}

const inTime = <T>(work: Promise<T>, signal: AbortSignal): Promise<T> =>
  Promise.race([
    work,
    new Promise<never>((_, reject) =>
      signal.addEventListener("abort", () => reject(signal.reason), { once: true }),
    ),
  ]);
