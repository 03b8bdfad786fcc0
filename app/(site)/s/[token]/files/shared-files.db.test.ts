import { afterEach, expect, test, vi } from "vitest";
import { GET } from "@/app/(site)/s/[token]/files/[id]/[variant]/route";
import { testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { makeImage } from "@/lib/images/testing-image.fixture";
import { storage } from "@/lib/providers/storage/client";
import { createShareLink } from "@/lib/shares/create";

afterEach(() => void vi.restoreAllMocks());

test.each(["thumbnail", "display", "download"])("the head of a shared %s opens no file", async (variant) => {
  const { id: userId } = await insertUser();
  const id = await makeImage(userId);
  const link = await createShareLink({ ctx: testContext(userActor(userId)), input: { imageId: id } });
  if ("ok" in link) throw new Error(link.reason);
  const ask = (method: string) =>
    GET(new Request(`http://localhost${link.path}/files/${id}/${variant}`, { method }), {
      params: Promise.resolve({ token: link.path.slice("/s/".length), id, variant }),
    });
  const whole = await (await ask("GET")).arrayBuffer();
  const opened = vi.spyOn(storage(), "openRange");
  const head = await ask("HEAD");
  expect([head.status, head.body]).toEqual([200, null]);
  expect(head.headers.get("content-length")).toBe(String(whole.byteLength));
  expect(opened).not.toHaveBeenCalled();
});
