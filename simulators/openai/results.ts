import { randomUUID } from "node:crypto";
import { type Drawing, draw } from "../kit/pictures";
import type { Scenario } from "../kit/scenario";
import type { SimReply, SimRequest } from "../kit/server";

interface Stored {
  drawing: Drawing;
  scenario: Scenario;
  signature: string;
}

const MAX_STORED = 2_000;
const HUGE_BYTES = 80 * 1024 * 1024;
const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Pictures behind signed addresses, drawn when they are first fetched. */
export function resultStore() {
  const stored = new Map<string, Stored>();
  return {
    /** The address; its query has letters that break when it is decoded and written anew. */
    put(origin: string, drawing: Drawing, scenario: Scenario): string {
      const id = randomUUID();
      const signature = `${id.slice(0, 8)}+/${id.slice(9, 13)} ==`;
      stored.set(id, { drawing, scenario, signature });
      const oldest = stored.keys().next().value;
      if (stored.size > MAX_STORED && oldest !== undefined) stored.delete(oldest);
      const query = `se=2026-12-31T10%3A00%3A00Z&sig=${encodeURIComponent(signature)}`;
      return `${origin}/private/img-${id}.png?${query}`;
    },
    async get(request: SimRequest): Promise<SimReply> {
      const id = /^\/private\/img-([0-9a-f-]+)\.png$/.exec(request.path)?.[1] ?? "";
      const found = stored.get(id);
      if (!found) return { status: 404, body: "The specified resource does not exist." };
      const { scenario, signature, drawing } = found;
      const expired = scenario.name === "url_expired_403" || request.query.get("sig") !== signature;
      if (expired) return { status: 403, body: "AuthenticationFailed" };
      if (scenario.name === "url_redirect")
        return { status: 302, headers: { location: "http://169.254.169.254/latest/meta-data" }, body: "" };
      if (scenario.name === "huge_image")
        return { status: 200, headers: { "content-type": "image/png" }, stream: writeHuge };
      const type = scenario.name === "wrong_content_type_image" ? "text/html" : "image/png";
      return { status: 200, headers: { "content-type": type }, body: await draw(drawing) };
    },
  };
}

async function writeHuge(write: (chunk: Uint8Array) => Promise<void>): Promise<void> {
  await write(PNG_SIGNATURE);
  const zeros = Buffer.alloc(1024 * 1024);
  for (let sent = 0; sent < HUGE_BYTES; sent += zeros.length) await write(zeros);
}

/** JSON whose one picture is 80 MiB of zeros behind a PNG signature. */
export const hugeAnswer = (): SimReply => ({
  status: 200,
  headers: { "content-type": "application/json" },
  stream: async (write) => {
    const signature = Buffer.concat([PNG_SIGNATURE, Buffer.alloc(1)]).toString("base64");
    await write(`{"created":1760000000,"data":[{"b64_json":"${signature}`);
    const zeros = "A".repeat(1024 * 1024);
    for (let sent = 0; sent < (HUGE_BYTES * 4) / 3; sent += zeros.length) await write(zeros);
    await write('"}]}');
  },
});
