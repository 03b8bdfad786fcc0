import { eq } from "drizzle-orm";
import sharp from "sharp";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { collections, generatedImages, publications, shareLinks, users } from "@/db/schema";
import { anonymousActor, testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { addImage } from "@/lib/images/add";
import { trashImages } from "@/lib/images/trash";
import { newId } from "@/lib/platform/ids";
import { countShareView } from "./count-view";
import { createShareLink } from "./create";
import { openSharedFile } from "./open-file";
import { listShareLinks, openShare } from "./read";
import { revokeShareLink } from "./revoke";
import { MAX_LIVE_LINKS, UNLOCKED_S } from "./rules";
import type { ShareLinkView } from "./schema";
import { unlockShare } from "./unlock";
import { updateShareLink } from "./update";

const DAY_MS = 86_400_000;
let png: Buffer;
let userId = "";
beforeAll(async () => {
  png = await sharp({ create: { width: 160, height: 120, channels: 3, background: "#345" } })
    .png()
    .toBuffer();
});
beforeEach(async () => {
  userId = (await insertUser()).id;
});

const mine = (now?: Date) => testContext(userActor(userId), now);
const visitor = (now?: Date) => testContext(anonymousActor(), now);

async function image(collectionId: string | null = null, owner = userId): Promise<string> {
  const id = newId("image");
  await addImage({
    ctx: testContext(),
    original: png,
    input: {
      ...{ id, userId: owner, generationId: null, ordinal: 0, parentImageId: null, prompt: "a fox" },
      ...{ negativePrompt: "", styleTags: [], ratio: "4:3", tier: "1K", quality: "standard" },
      ...{ provider: "sketch", model: "sketch-1", seed: 1 },
    },
  });
  if (collectionId)
    await db().update(generatedImages).set({ collectionId }).where(eq(generatedImages.id, id));
  return id;
}

async function collection(parentId: string | null = null, owner = userId): Promise<string> {
  const id = newId("collection");
  await db().insert(collections).values({ id, userId: owner, parentId, name: id, position: 0 });
  return id;
}

async function share(
  input: Parameters<typeof createShareLink>[0]["input"],
  now?: Date,
): Promise<ShareLinkView> {
  const made = await createShareLink({ ctx: mine(now), input });
  if ("ok" in made) throw new Error(made.reason);
  return made;
}
const tokenOf = (link: ShareLinkView) => link.path.slice("/s/".length);
const look = (link: ShareLinkView, { now, proof }: { now?: Date; proof?: string } = {}) =>
  openShare({ ctx: visitor(now), input: { token: tokenOf(link), limit: 60 }, proof });
const file = (link: ShareLinkView, id: string, proof?: string) =>
  openSharedFile({
    ctx: visitor(),
    input: { token: tokenOf(link), id, variant: "display", format: "png" },
    conditions: { range: null, ifNoneMatch: null },
    proof,
  });
const gone = { status: 404 };

describe("a link", () => {
  test("shows its image to anybody, with files that no cache keeps, and names nothing of the owner's keeping", async () => {
    const id = await image();
    const link = await share({ imageId: id });
    expect(link).toMatchObject({ imageId: id, title: "a fox", hasPassword: false, live: true, views: 0 });
    expect(tokenOf(link)).toMatch(/^[\w-]{22}$/);
    const shown = await look(link);
    expect(shown).toMatchObject({ kind: "image", items: [{ id, prompt: "a fox" }], nextCursor: null });
    expect(JSON.stringify(shown)).not.toMatch(/isFavorite|tags|collectionId|usr_/);
    const answer = await file(link, id);
    expect(answer.status).toBe(200);
    expect(answer.headers["cache-control"]).toBe("private, no-cache");
    expect(answer.headers["x-robots-tag"]).toBe("noindex, nofollow");
    await answer.body?.cancel();
  });

  test("shows a collection with those in it, and no image of another place, of the trash, or of somebody else", async () => {
    const outer = await collection();
    const inner = await collection(outer);
    const [first, second, elsewhere, thrown] = [
      await image(outer),
      await image(inner),
      await image(),
      await image(outer),
    ];
    const stranger = (await insertUser()).id;
    await image(outer, stranger);
    await trashImages({ ctx: mine(), input: { ids: [thrown] } });
    const link = await share({ collectionId: outer });
    const shown = await look(link);
    if ("ok" in shown) throw new Error(shown.reason);
    expect(shown.items.map((item) => item.id).sort()).toEqual([first, second].sort());
    await expect(file(link, elsewhere)).rejects.toMatchObject(gone);
    await expect(file(link, thrown)).rejects.toMatchObject(gone);
  });

  test("pages through a collection without a gap or a repetition", async () => {
    const place = await collection();
    const ids = [await image(place), await image(place), await image(place)];
    const token = tokenOf(await share({ collectionId: place }));
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const shown = await openShare({ ctx: visitor(), input: { token, limit: 1, cursor }, proof: undefined });
      if ("ok" in shown) throw new Error(shown.reason);
      seen.push(...shown.items.map((item) => item.id));
      cursor = shown.nextCursor ?? undefined;
    } while (cursor);
    expect(seen.sort()).toEqual(ids.sort());
  });

  test("is made for own things only, and outside the trash", async () => {
    const stranger = (await insertUser()).id;
    const [theirs, place, thrown] = [
      await image(null, stranger),
      await collection(null, stranger),
      await image(),
    ];
    await trashImages({ ctx: mine(), input: { ids: [thrown] } });
    for (const input of [{ imageId: theirs }, { collectionId: place }, { imageId: thrown }])
      await expect(createShareLink({ ctx: mine(), input })).rejects.toMatchObject(gone);
    await expect(createShareLink({ ctx: visitor(), input: { imageId: theirs } })).rejects.toMatchObject({
      status: 401,
    });
  });

  test("ends at once when it is revoked, is over, its image goes, or its owner is suspended", async () => {
    const id = await image();
    const [revoked, short, plain] = [
      await share({ imageId: id }),
      await share({ imageId: id, days: 1 }),
      await share({ imageId: id }),
    ];
    await revokeShareLink({ ctx: mine(), input: { id: revoked.id } });
    await expect(look(revoked)).rejects.toMatchObject(gone);
    await expect(file(revoked, id)).rejects.toMatchObject(gone);
    await expect(look(short, { now: new Date(Date.now() + DAY_MS + 1_000) })).rejects.toMatchObject(gone);
    await db().update(users).set({ status: "suspended" }).where(eq(users.id, userId));
    await expect(look(plain)).rejects.toMatchObject(gone);
    await db().update(users).set({ status: "active" }).where(eq(users.id, userId));
    expect(await look(plain)).toMatchObject({ items: [{ id }] });
    await trashImages({ ctx: mine(), input: { ids: [id] } });
    await expect(look(plain)).rejects.toMatchObject(gone);
    await expect(file(plain, id)).rejects.toMatchObject(gone);
  });

  test.each(["rejected", "taken_down"] as const)(
    "shows nothing that was %s in review, and is not made for it",
    async (state) => {
      const place = await collection();
      const id = await image(place);
      const links = [await share({ imageId: id }), await share({ collectionId: place })];
      await db().insert(publications).values({ imageId: id, userId, state, submittedAt: new Date() });
      const [single, whole] = links;
      if (!single || !whole) throw new Error("no links");
      await expect(look(single)).rejects.toMatchObject(gone);
      await expect(file(single, id)).rejects.toMatchObject(gone);
      await expect(file(whole, id)).rejects.toMatchObject(gone);
      expect(await look(whole)).toMatchObject({ items: [] });
      expect(await createShareLink({ ctx: mine(), input: { imageId: id } })).toEqual({
        ok: false,
        reason: "image_refused",
      });
      // Asking for another look changes nothing until somebody decided.
      await db()
        .update(publications)
        .set({ state: "pending", appealedAt: new Date() })
        .where(eq(publications.imageId, id));
      await expect(look(single)).rejects.toMatchObject(gone);
    },
  );

  test("can be shown again to its owner and to nobody else", async () => {
    const id = await image();
    const link = await share({ imageId: id });
    const all = { limit: 50 };
    expect((await listShareLinks({ ctx: mine(), input: all })).items).toEqual([link]);
    const stranger = testContext(userActor((await insertUser()).id));
    expect((await listShareLinks({ ctx: stranger, input: { ...all, imageId: id } })).items).toEqual([]);
    await expect(revokeShareLink({ ctx: stranger, input: { id: link.id } })).rejects.toMatchObject(gone);
    await expect(updateShareLink({ ctx: stranger, input: { id: link.id, days: 1 } })).rejects.toMatchObject(
      gone,
    );
    const [row] = await db().select().from(shareLinks).where(eq(shareLinks.id, link.id));
    expect(JSON.stringify(row)).not.toContain(tokenOf(link));
  });

  test("is refused beyond the most that may work at once, however many are asked for together", async () => {
    const id = await image();
    const row = { userId, imageId: id, tokenSealed: Buffer.of(1) };
    await db()
      .insert(shareLinks)
      .values(
        Array.from({ length: MAX_LIVE_LINKS - 2 }, () => {
          const linkId = newId("shareLink");
          return { ...row, id: linkId, tokenHash: linkId };
        }),
      );
    const made = await Promise.all(
      Array.from({ length: 6 }, () => createShareLink({ ctx: mine(), input: { imageId: id } })),
    );
    expect(made.filter((one) => "ok" in one)).toHaveLength(4);
  });
});

describe("a password", () => {
  test("keeps everything closed until it is given, and the proof is for this link and its time only", async () => {
    const id = await image();
    const link = await share({ imageId: id, password: "open sesame" });
    const other = await share({ imageId: id, password: "open sesame" });
    expect(await look(link)).toEqual({ ok: false, reason: "share_password_needed" });
    await expect(file(link, id)).rejects.toMatchObject(gone);
    const token = tokenOf(link);
    expect(await unlockShare({ ctx: visitor(), input: { token, password: "wrong" } })).toEqual({
      ok: false,
      reason: "wrong_share_password",
    });
    const unlocked = await unlockShare({ ctx: visitor(), input: { token, password: "open sesame" } });
    if ("ok" in unlocked) throw new Error(unlocked.reason);
    const { proof } = unlocked;
    expect(await look(link, { proof })).toMatchObject({ items: [{ id }] });
    await (await file(link, id, proof)).body?.cancel();
    expect(await look(other, { proof })).toMatchObject({ ok: false });
    const later = new Date(Date.now() + (UNLOCKED_S + 60) * 1_000);
    expect(await look(link, { proof, now: later })).toMatchObject({ ok: false });
    for (const forged of [`${proof}0`, proof.replace(/^\d+/, "9999999999"), "x", ""])
      expect(await look(link, { proof: forged })).toMatchObject({ ok: false });
  });

  test("that changes closes what the old one opened; without one the link is open", async () => {
    const link = await share({ imageId: await image(), password: "first one" });
    const token = tokenOf(link);
    const unlocked = await unlockShare({ ctx: visitor(), input: { token, password: "first one" } });
    if ("ok" in unlocked) throw new Error(unlocked.reason);
    const { proof } = unlocked;
    await updateShareLink({ ctx: mine(), input: { id: link.id, days: 7 } });
    expect(await look(link, { proof })).toMatchObject({ kind: "image" });
    await updateShareLink({ ctx: mine(), input: { id: link.id, password: "second one" } });
    expect(await look(link, { proof })).toMatchObject({ ok: false });
    expect(await updateShareLink({ ctx: mine(), input: { id: link.id, password: null } })).toMatchObject({
      hasPassword: false,
    });
    expect(await look(link)).toMatchObject({ kind: "image" });
  });

  test("is not asked of the owner", async () => {
    const link = await share({ imageId: await image(), password: "my own" });
    const own = await openShare({
      ctx: mine(),
      input: { token: tokenOf(link), limit: 60 },
      proof: undefined,
    });
    expect(own).toMatchObject({ kind: "image" });
  });
});

test("visits are counted, but for the owner's own", async () => {
  const link = await share({ imageId: await image() });
  const input = { token: tokenOf(link) };
  await Promise.all([1, 2, 3].map(() => countShareView({ ctx: visitor(), input })));
  await countShareView({ ctx: mine(), input });
  expect((await listShareLinks({ ctx: mine(), input: { limit: 1 } })).items[0]?.views).toBe(3);
});
