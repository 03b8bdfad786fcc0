import { randomUUID } from "node:crypto";
import { hmacHex } from "@/lib/platform/crypto";
import type { SimOutcome, SimRequest } from "../kit/server";
import type { Plan } from "./orders";

const MAX_RESULTS = 8_000;
const MAX_HELD_BYTES = 256 * 1024 * 1024;
const HUGE_BYTES = 80 * 1024 * 1024;
const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

interface Result {
  plan: Plan;
  index: number;
  scenario: string;
  query: string;
  expires: number;
}

/** The bucket with the finished pictures: signed addresses, drawn when they are fetched. */
export function resultStore() {
  const results = new Map<string, Result>();
  let heldBytes = 0;

  function put(origin: string, plan: Plan, index: number, scenario: string): string {
    const path = `/result/1d/${randomUUID()}-${index + 1}.png`;
    const expires = Math.floor(Date.now() / 1000) + 24 * 3600;
    // The plus, the slash and the equals sign show whether somebody decodes and encodes the query anew.
    const signature = `s+/${Buffer.from(hmacHex("bucket", path).slice(0, 20), "hex").toString("base64")}`;
    const query = `Expires=${expires}&OSSAccessKeyId=LTAI-simulated&Signature=${encodeURIComponent(signature)}`;
    results.set(path, { plan, index, scenario, query, expires });
    heldBytes += plan.heldBytes;
    for (const [oldest, { plan: gone }] of results) {
      if (results.size <= MAX_RESULTS && (heldBytes <= MAX_HELD_BYTES || oldest === path)) break;
      results.delete(oldest);
      heldBytes -= gone.heldBytes;
    }
    return `${origin}${path}?${query}`;
  }

  async function serve(request: SimRequest): Promise<SimOutcome> {
    const result = results.get(request.path);
    if (!result) return oss(404, "NoSuchKey", "The specified key does not exist.");
    if (request.headers.has("authorization"))
      return oss(400, "InvalidArgument", "Only one auth mechanism is allowed.");
    if (request.query.toString() !== new URLSearchParams(result.query).toString())
      return oss(403, "SignatureDoesNotMatch", "The signature we calculated does not match.");
    if (result.scenario === "url_expired_403" || result.expires * 1000 < Date.now())
      return oss(403, "AccessDenied", "Request has expired.");
    if (result.scenario === "url_redirect")
      return { status: 302, headers: { location: "http://169.254.169.254/latest/meta-data" } };
    if (result.scenario === "huge_image") return huge;
    const type = result.scenario === "wrong_content_type_image" ? "text/html" : "image/png";
    return { status: 200, headers: { "content-type": type }, body: await result.plan.draw(result.index) };
  }

  return { put, serve };
}

const huge: SimOutcome = {
  status: 200,
  headers: { "content-type": "image/png" },
  stream: async (write) => {
    await write(PNG_SIGNATURE);
    const zeros = Buffer.alloc(1024 * 1024);
    for (let sent = 0; sent < HUGE_BYTES; sent += zeros.byteLength) await write(zeros);
  },
};

const oss = (status: number, code: string, message: string): SimOutcome => ({
  status,
  headers: { "content-type": "application/xml" },
  body: `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`,
});
