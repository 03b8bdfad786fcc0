import { eq } from "drizzle-orm";
import sharp from "sharp";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { unlabelledCopies } from "@/db/schema";
import { jobActor, testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { signSession } from "@/lib/entry/session/token";
import { addImage, type NewImage } from "@/lib/images/add";
import { pruneUnlabelledCopies } from "@/lib/images/copies/prune";
import { takeUnlabelledCopy } from "@/lib/images/copies/take";
import { removeAllImages } from "@/lib/images/remove-all";
import { copyAgreement } from "@/lib/images/schema";
import { trashImages } from "@/lib/images/trash";
import { readLabel } from "@/lib/labels/read";
import { sha256Hex } from "@/lib/platform/crypto";
import { newId } from "@/lib/platform/ids";
import { POST as take } from "../[id]/unlabelled-copy/route";
import { GET as list } from "./route";

let userId = "";
let token = "";
beforeEach(async () => {
  userId = (await insertUser()).id;
  token = await signSession({ userId, version: 1 });
});

/** One flat colour, so that any label in it shows. */
const flat = sharp({ create: { width: 200, height: 120, channels: 3, background: "#336699" } });
async function addOwn(aiClass: NonNullable<NewImage["aiClass"]>): Promise<string> {
  const id = newId("image");
  await addImage({
    ctx: testContext(),
    original: await flat.clone().png().toBuffer(),
    input: {
      ...{ id, userId, generationId: null, ordinal: 0, parentImageId: null, prompt: "湖 lake" },
      ...{ negativePrompt: "", styleTags: [], ratio: "5:3", tier: "1K", quality: "standard" },
      ...{ provider: "sketch", model: "sketch-1", seed: 1, aiClass },
    },
  });
  return id;
}
const ask = (id: string, body: object = {}, as = token) =>
  take(
    new Request(`http://localhost/api/v1/images/${id}/unlabelled-copy`, {
      method: "POST",
      headers: { "content-type": "application/json", ...(as ? { authorization: `Bearer ${as}` } : {}) },
      body: JSON.stringify({ agreement: copyAgreement.version, purpose: "A poster for our shop", ...body }),
    }),
    { params: Promise.resolve({ id }) },
  );
const logOf = (id: string) => db().select().from(unlabelledCopies).where(eq(unlabelledCopies.imageId, id));

describe("a copy without the visible label", () => {
  test.each(["png", "jpeg", "webp"] as const)(
    "as %s has the metadata label and nothing in its pixels",
    async (format) => {
      const id = await addOwn("made");
      const answer = await ask(id, { format });
      expect(answer.status).toBe(200);
      expect(answer.headers.get("cache-control")).toBe("private, no-store");
      expect(answer.headers.get("content-disposition")).toMatch(/^attachment; filename="/);
      const bytes = Buffer.from(await answer.arrayBuffer());
      expect(readLabel(bytes)).toMatchObject({ count: 1, packets: 1, aigc: { Label: "1" } });
      const { channels } = await sharp(bytes).stats();
      for (const { min, max } of channels) expect(max - min).toBeLessThan(4);
      const [line] = await logOf(id);
      expect(line).toMatchObject({
        ...{
          userId,
          imageId: id,
          agreement: copyAgreement.version,
          purpose: "A poster for our shop",
          format,
        },
        sha256: sha256Hex(bytes),
      });
      expect(line?.address).not.toBe("");
    },
  );

  test.each([
    ["declared", "2"],
    ["suspected", "3"],
  ] as const)("of a picture that is %s says so in its metadata", async (aiClass, label) => {
    const answer = await ask(await addOwn(aiClass));
    expect(readLabel(Buffer.from(await answer.arrayBuffer())).aigc?.Label).toBe(label);
  });

  test.each([
    [{ agreement: "2020-01" }, 409, "copy_agreement_changed"],
    [{ agreement: undefined }, 400, "invalid_input"],
    [{ purpose: " " }, 400, "invalid_input"],
    [{ purpose: "x".repeat(201) }, 400, "invalid_input"],
    [{ format: "gif" }, 400, "invalid_input"],
  ])("is not given for %j, and nothing is on record", async (body, status, code) => {
    const id = await addOwn("made");
    const answer = await ask(id, body);
    expect([answer.status, (await answer.json()).code]).toEqual([status, code]);
    expect(await logOf(id)).toEqual([]);
  });

  test("is its owner's alone, and not of what bears no label or lies in the trash", async () => {
    const [made, own, trashed] = [await addOwn("made"), await addOwn("none"), await addOwn("made")];
    await trashImages({ ctx: testContext(userActor(userId)), input: { ids: [trashed] } });
    const stranger = await signSession({ userId: (await insertUser()).id, version: 1 });
    expect((await ask(made, {}, stranger)).status).toBe(404);
    expect((await ask(made, {}, "")).status).toBe(401);
    expect((await ask(trashed)).status).toBe(404);
    expect((await (await ask(own)).json()).code).toBe("no_visible_label");
    for (const id of [made, own, trashed]) expect(await logOf(id)).toEqual([]);
  });
});

describe("the log of copies", () => {
  const read = async (as: string, query = "") => {
    const request = new Request(`http://localhost/api/v1/images/unlabelled-copies${query}`, {
      headers: { authorization: `Bearer ${as}` },
    });
    return (await list(request)).json();
  };

  test("is shown to whoever took them, newest first, page by page", async () => {
    const id = await addOwn("made");
    for (const purpose of ["one", "two", "three"]) await ask(id, { purpose });
    const first = await read(token, "?limit=2");
    expect(first.agreement).toBe(copyAgreement.version);
    const second = await read(token, `?limit=2&cursor=${first.nextCursor}`);
    const purposes = [...first.items, ...second.items].map((item: { purpose: string }) => item.purpose);
    expect(purposes.sort()).toEqual(["one", "three", "two"]);
    expect(second.nextCursor).toBeNull();
    expect(JSON.stringify(first.items)).not.toMatch(/sha256|address/);
    const stranger = await signSession({ userId: (await insertUser()).id, version: 1 });
    expect((await read(stranger)).items).toEqual([]);
  });

  test("outlives image and account, and is forgotten after 190 days", async () => {
    const id = await addOwn("made");
    await ask(id);
    await removeAllImages({ ctx: testContext(userActor(userId)) });
    expect(await logOf(id)).toHaveLength(1);
    const inDays = (days: number) => testContext(jobActor(), new Date(Date.now() + days * 86_400_000));
    await pruneUnlabelledCopies({ ctx: inDays(189) });
    expect(await logOf(id)).toHaveLength(1);
    expect((await pruneUnlabelledCopies({ ctx: inDays(191) })).pruned).toBeGreaterThanOrEqual(1);
    expect(await logOf(id)).toEqual([]);
    await expect(pruneUnlabelledCopies({ ctx: testContext(userActor(userId)) })).rejects.toMatchObject({
      status: 403,
    });
  });

  test("has no line without a copy: who was deleted meanwhile gets neither", async () => {
    const ctx = testContext(userActor("usr_00000000000000000000000000"));
    const id = await addOwn("made");
    const input = { id, agreement: copyAgreement.version, purpose: "x" };
    await expect(takeUnlabelledCopy({ ctx, input })).rejects.toMatchObject({ status: 404 });
    expect(await logOf(id)).toEqual([]);
  });
});
