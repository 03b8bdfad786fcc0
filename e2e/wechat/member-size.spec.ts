import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { APIRequestContext } from "@playwright/test";
import { buyPack } from "../fixtures/money";
import { server } from "../fixtures/stack/server";
import { expect, test } from "../fixtures/test";

/** Script of our own on one member page, gzipped, beyond what React and Next are. */
const BUDGET_BYTES = 15_000;

/** The browser inside WeChat; others are sent elsewhere to buy. */
const WECHAT =
  "Mozilla/5.0 (Linux; Android 15; wv) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36 MicroMessenger/8.0.50";

/** The chunks that every page of every Next application begins with. */
function frameworkChunks(): Set<string> {
  const manifest = JSON.parse(readFileSync(join(server.distDir(), "build-manifest.json"), "utf8")) as {
    rootMainFiles: string[];
    polyfillFiles: string[];
  };
  return new Set([...manifest.rootMainFiles, ...manifest.polyfillFiles].map((file) => `/_next/${file}`));
}

async function ownBytes(request: APIRequestContext, path: string): Promise<number> {
  const answer = await request.get(path, { headers: { "user-agent": WECHAT } });
  expect(answer.status(), path).toBe(200);
  expect(answer.headers()["cache-control"], path).toBe("no-store");
  const framework = frameworkChunks();
  const scripts = new Set((await answer.text()).match(/\/_next\/static\/chunks\/[\w.~-]+\.js/g) ?? []);
  expect(scripts.size, path).toBeGreaterThan(framework.size / 2);
  let bytes = 0;
  for (const script of [...scripts].filter((one) => !framework.has(one))) {
    const file = await request.get(script);
    expect(file.headers()["cache-control"], script).toContain("immutable");
    bytes += gzipSync(await file.body()).length;
  }
  return bytes;
}

test("member pages carry at most 15 kB of script of our own, are never stored, and their parts for ever", async ({
  page,
  person,
}) => {
  const paths = [
    "",
    "/plans",
    "/packs",
    "/checkout?sku=pro-month",
    "/orders",
    "/ledger",
    "/devices",
    "/notices",
    "/help",
  ];
  for (const path of paths)
    expect(await ownBytes(page.request, `/m${path}`), `/m${path} of ${person.username}`).toBeLessThan(
      BUDGET_BYTES,
    );
});

test("the pages of a paid order, and of asking for its money, stay as small", async ({
  context,
  page,
  person,
}) => {
  const id = await buyPack(context);
  for (const path of [`/m/orders/${id}`, `/m/orders/${id}/refund`])
    expect(await ownBytes(page.request, path), `${path} of ${person.username}`).toBeLessThan(BUDGET_BYTES);
});
