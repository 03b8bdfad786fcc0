import { expect, it } from "vitest";
import { policyForBridge } from "./headers";

const HASH = "'sha256-x'";

it.each([
  ["default-src 'self'", "default-src 'self'; script-src 'self' 'sha256-x'"],
  ["script-src 'none'; img-src *", "script-src 'sha256-x'; img-src *"],
  ["script-src 'self' 'unsafe-inline'", "script-src 'self' 'unsafe-inline'"],
  [
    "script-src 'unsafe-inline' 'nonce-a' 'strict-dynamic'",
    `script-src 'unsafe-inline' 'nonce-a' 'strict-dynamic' ${HASH}`,
  ],
  [
    "script-src 'self'; script-src-elem https://a.example",
    `script-src 'self' ${HASH}; script-src-elem https://a.example ${HASH}`,
  ],
  ["frame-ancestors 'none'", ""],
  ["img-src *; upgrade-insecure-requests", "img-src *"],
  [
    "default-src 'self'; script-src 'self', script-src 'nonce-b'",
    `default-src 'self'; script-src 'self' ${HASH}, script-src 'nonce-b' ${HASH}`,
  ],
])("the bridge runs under %s", (policy, mended) => {
  expect(policyForBridge(policy, HASH)).toBe(mended);
});
