import { createHash } from "node:crypto";

/** Bytes that are answered as they are, with the tag by which a client knows them again. */
export interface TaggedBytes {
  bytes: Uint8Array<ArrayBuffer>;
  etag: string;
}

/** A value as JSON, and the hash of that as its entity tag (RFC 9110 §8.8.3). */
export function jsonBytes(value: unknown): TaggedBytes {
  const bytes = new Uint8Array(Buffer.from(JSON.stringify(value)));
  return { bytes, etag: `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 27)}"` };
}

/**
 * Public JSON that everybody gets alike: a cache may keep it but asks again each time, and who has it already is told
 * so in a 304. A proxy that compresses weakens the tag, which still means the same here.
 */
export function answerPublicJson(request: Request, { bytes, etag }: TaggedBytes): Response {
  const headers = { etag, "cache-control": "public, no-cache", "x-content-type-options": "nosniff" };
  const known = request.headers.get("if-none-match")?.split(",") ?? [];
  if (known.some((tag) => tag.trim().replace(/^W\//, "") === etag))
    return new Response(null, { status: 304, headers });
  return new Response(bytes, { headers: { ...headers, "content-type": "application/json" } });
}
