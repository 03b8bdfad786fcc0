import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { Transform } from "node:stream";

const source = readFileSync(new URL("./bridge.js", import.meta.url), "utf8");

/** The CSP source of the script; what differs between pages stands in an attribute and is not part of it. */
export const bridgeHash = `'sha256-${createHash("sha256").update(source).digest("base64")}'`;

/** What the script in a page knows from the start. */
export interface BridgeSettings {
  userAgent: string;
  /** `document.cookie` of the page. */
  cookies: string;
  /** Origins of the product: their addresses stay inside the web view. */
  productOrigins: string[];
}

const ESCAPES: Record<string, string> = { "&": "&amp;", '"': "&quot;", "<": "&lt;", ">": "&gt;" };
export const escapeHtml = (text: string): string =>
  text.replaceAll(/[&"<>]/g, (character) => ESCAPES[character] ?? character);

export const bridgeTag = (settings: BridgeSettings): string =>
  `<script data-phone="${escapeHtml(JSON.stringify(settings))}">${source}</script>`;

/** Pages say where their head begins early; what does not, gets the script at its start. */
const LONGEST_PRELUDE = 64 * 1024;
const HEAD = /<head(?:\s[^>]*)?>/i;
const BEFORE_HEAD = /^\s*(?:<!doctype[^>]*>)?\s*(?:<html(?:\s[^>]*)?>)?/i;

/** Puts `tag` first into the head of a page that streams through. Works on bytes of any encoding that extends ASCII. */
export function intoHead(tag: string): Transform {
  let prelude: Buffer | null = Buffer.alloc(0);
  const release = (stream: Transform, at: number) => {
    if (prelude === null) return;
    stream.push(Buffer.concat([prelude.subarray(0, at), Buffer.from(tag), prelude.subarray(at)]));
    prelude = null;
  };
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      if (prelude === null) return done(null, chunk);
      prelude = Buffer.concat([prelude, chunk]);
      const text = prelude.toString("latin1");
      const head = HEAD.exec(text);
      if (head) release(this, head.index + head[0].length);
      else if (prelude.length > LONGEST_PRELUDE) release(this, BEFORE_HEAD.exec(text)?.[0].length ?? 0);
      done();
    },
    flush(done) {
      if (prelude !== null) release(this, BEFORE_HEAD.exec(prelude.toString("latin1"))?.[0].length ?? 0);
      done();
    },
  });
}
