import { gzipSync } from "node:zlib";
import type { APIRequestContext } from "@playwright/test";
import { publish } from "../fixtures/gallery";
import { expect, test } from "../fixtures/test";
import { signOut } from "../pages/gallery/explore-page";

/** All module scripts of one page, gzipped, the framework's own included. */
const BUDGET_BYTES = 160_000;

async function scriptBytes(request: APIRequestContext, path: string): Promise<number> {
  const answer = await request.get(path);
  expect(answer.status(), path).toBe(200);
  // Browsers that know modules do not load what is for the others.
  const text = (await answer.text()).replaceAll(/<script[^>]*noModule[^>]*>/gi, "");
  const scripts = new Set(text.match(/\/_next\/static\/chunks\/[\w.~-]+\.js/g) ?? []);
  expect(scripts.size, path).toBeGreaterThan(4);
  let bytes = 0;
  for (const script of scripts) bytes += gzipSync(await (await request.get(script)).body()).length;
  return bytes;
}

test("the gallery, an image and an author's page bring at most 160 kB of script, for strangers and members", async ({
  context,
  page,
  person,
}) => {
  const id = await publish(context, { prompt: `轻 ${person.username}` });
  const paths = ["/explore", `/explore/${id}`, `/authors/${person.username}`];
  for (const path of paths)
    expect(await scriptBytes(page.request, path), `${path}, signed in`).toBeLessThan(BUDGET_BYTES);
  await signOut(context);
  for (const path of paths)
    expect(await scriptBytes(page.request, path), `${path}, signed out`).toBeLessThan(BUDGET_BYTES);
});
