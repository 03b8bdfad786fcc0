import type { z } from "zod";
import { AppError, invalidInput } from "@/lib/platform/errors";

const MAX_BODY_BYTES = 64 * 1024;
const MAX_DEPTH = 12;

/**
 * One plain object from the query, the JSON body and the path, the path winning. Refuses bodies that are
 * too large (413), not JSON (400/415), not an object or nested too deeply (400).
 */
export async function readInput(
  request: Request,
  params: Record<string, string | string[]>,
): Promise<Record<string, unknown>> {
  const body = request.method === "GET" || request.method === "HEAD" ? {} : await readJson(request);
  return { ...queryOf(request), ...body, ...params };
}

/** The same without the body, for routes whose body is a file. */
export async function readQuery(
  request: Request,
  params: Record<string, string | string[]>,
): Promise<Record<string, unknown>> {
  return { ...queryOf(request), ...params };
}

/** 500 characters (the most that a reason has) of which each is three bytes in UTF-8, percent-encoded, and some room. */
const MAX_REASON_BYTES = 5_000;

/**
 * The same for files of admins. Why they are sent stands in the header `x-reason`, percent-encoded UTF-8, and becomes
 * the field `reason`: addresses stand in the logs of every proxy, so it is refused in one.
 */
export async function readReasoned(
  request: Request,
  params: Record<string, string | string[]>,
): Promise<Record<string, unknown>> {
  const query = queryOf(request);
  if (Object.hasOwn(query, "reason")) throw invalidInput({ reason: "belongs in the header x-reason" });
  const encoded = request.headers.get("x-reason");
  return { ...query, ...(encoded === null ? {} : { reason: decodeReason(encoded) }), ...params };
}

function decodeReason(encoded: string): string {
  if (encoded.length > MAX_REASON_BYTES) throw invalidInput({ reason: "is too long" });
  try {
    if (/^[ -~]*$/.test(encoded)) return decodeURIComponent(encoded);
  } catch {
    // Told below, as what is not ASCII.
  }
  throw invalidInput({ reason: "is not percent-encoded UTF-8" });
}

function queryOf(request: Request): Record<string, unknown> {
  const query: Record<string, unknown> = {};
  for (const [key, value] of new URL(request.url).searchParams) {
    if (Object.hasOwn(query, key)) throw invalidInput({ [key]: "is given more than once" });
    query[key] = value;
  }
  return query;
}

async function readJson(request: Request): Promise<Record<string, unknown>> {
  const bytes = await readBytes(request, MAX_BODY_BYTES);
  if (bytes.length === 0) return {};
  if (!/^application\/json\b/i.test(request.headers.get("content-type") ?? ""))
    throw new AppError(415, "unsupported_media_type", "Send JSON with content-type application/json.");
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new AppError(400, "malformed_json", "The body is not valid JSON in UTF-8.");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new AppError(400, "malformed_json", "The body must be a JSON object.");
  if (depth(value) > MAX_DEPTH) throw new AppError(400, "malformed_json", "The body is nested too deeply.");
  return value as Record<string, unknown>;
}

/** Reads a body up to `max` bytes and refuses a longer one with 413, whatever its content-length claims. */
export async function readBytes(request: Request, max: number): Promise<Uint8Array> {
  const tooLarge = () => new AppError(413, "body_too_large", `The body may have at most ${max} bytes.`);
  if (Number(request.headers.get("content-length") ?? 0) > max) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > max) {
      await reader.cancel();
      throw tooLarge();
    }
    chunks.push(value);
  }
  return Buffer.concat(chunks);
}

/** Depth of nesting, walked without recursion and only as far as needed. */
function depth(root: unknown): number {
  let deepest = 0;
  const open: { value: unknown; level: number }[] = [{ value: root, level: 1 }];
  for (let next = open.pop(); next; next = open.pop()) {
    if (typeof next.value !== "object" || next.value === null) continue;
    deepest = Math.max(deepest, next.level);
    if (deepest > MAX_DEPTH) return deepest;
    for (const child of Object.values(next.value)) open.push({ value: child, level: next.level + 1 });
  }
  return deepest;
}

/** Parses by a schema; a failure is a 400 that names each field. */
export function parseInput<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const fields: Record<string, string> = {};
  for (const issue of result.error.issues) {
    const names = issue.code === "unrecognized_keys" ? issue.keys : [issue.path.join(".") || "input"];
    for (const name of names)
      fields[name] ??= issue.code === "unrecognized_keys" ? "is not known" : issue.message;
  }
  throw invalidInput(fields);
}
