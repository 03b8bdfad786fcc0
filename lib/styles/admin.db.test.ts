import { and, eq } from "drizzle-orm";
import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { auditLog, generatedImages, publicationTags, styleTags } from "@/db/schema";
import { seedReferenceData } from "@/db/seed";
import { adminActor, anonymousActor, testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { grantCredits } from "@/lib/credits/grant";
import { decidePublication } from "@/lib/gallery/publishing/decide";
import { publishImages } from "@/lib/gallery/publishing/publish";
import { listGallery } from "@/lib/gallery/read";
import { createGeneration } from "@/lib/generations/create";
import { addImage } from "@/lib/images/add";
import { newId } from "@/lib/platform/ids";
import { listAllStyleTags } from "./admin";
import { countStyles } from "./count";
import { createStyleTag } from "./create";
import { mergeStyleTags } from "./merge";
import { openStylePreview } from "./previews/open";
import { setStylePreview } from "./previews/set";
import { getPromptFragments, listStyleTags, listStyleTagsOf } from "./read";
import { updateStyleTag } from "./update";

let adminId: string;
let auditorId: string;
let authorId: string;
const reason = "整理风格";
const forbidden = { code: "forbidden" };

beforeAll(async () => {
  adminId = (await insertUser({ role: "admin" })).id;
  auditorId = (await insertUser({ role: "auditor" })).id;
  authorId = (await insertUser()).id;
  await seedReferenceData();
});

const asAdmin = () => testContext(adminActor(adminId));
const asAuditor = () => testContext(userActor(auditorId, "free", "auditor"));
const anybody = () => testContext(anonymousActor());
const linesOf = (subjectId: string, action: string) =>
  db()
    .select()
    .from(auditLog)
    .where(and(eq(auditLog.subjectId, subjectId), eq(auditLog.action, action)));
const parts = (changes: object = {}) => ({
  ...{ name: "夜市", nameEn: "Night market", category: "subject" as const, type: "subject" as const },
  ...{ promptFragment: "a busy night market", sortOrder: 900, isOffered: true, reason },
  ...changes,
});
const made = async (slug: string, changes: object = {}) =>
  createStyleTag({ ctx: asAdmin(), input: { slug, ...parts(changes) } });
const offered = async () =>
  (await listStyleTags({ ctx: anybody(), input: {} })).items.map(({ slug }) => slug);

/** A public image with these tags. */
async function shown(tags: string[]): Promise<string> {
  const id = newId("image");
  const original = await sharp({ create: { width: 160, height: 120, channels: 3, background: "#b93a26" } })
    .png()
    .toBuffer();
  await addImage({
    ctx: testContext(),
    original,
    input: {
      ...{ id, userId: authorId, generationId: null, ordinal: 0, parentImageId: null, prompt: "fox" },
      ...{ negativePrompt: "", styleTags: tags, ratio: "4:3", tier: "1K", quality: "standard" },
      ...{ provider: "sketch", model: "sketch-1", seed: 1, aiClass: "made" },
    },
  });
  const ctx = testContext(userActor(authorId));
  await publishImages({ ctx, input: { ids: [id], declaration: "made_here" } });
  await decidePublication({ ctx: testContext(), input: { id, decision: "approve" } });
  return id;
}
const tagsOf = async (imageId: string) =>
  (await db().select().from(publicationTags).where(eq(publicationTags.imageId, imageId)))
    .map(({ tag }) => tag)
    .sort();

describe("a style tag", () => {
  test("is created once, under a slug that nobody has or had, and only by admins", async () => {
    const answers = await Promise.all([0, 1, 2].map(() => made("night-market")));
    expect(answers).toEqual(Array(3).fill({ slug: "night-market" }));
    expect(await made("night-market", { name: "别的" })).toEqual({ ok: false, reason: "style_slug_taken" });
    const lines = await linesOf("night-market", "styles.create");
    expect(lines).toMatchObject([{ before: {}, after: { name: "夜市", sortOrder: 900 }, reason }]);
    const input = { slug: "mine", ...parts() };
    await expect(createStyleTag({ ctx: asAuditor(), input })).rejects.toMatchObject(forbidden);
    await expect(listAllStyleTags({ ctx: testContext(userActor(authorId)) })).rejects.toMatchObject(
      forbidden,
    );
  });

  test("that is not offered leaves the composer, and what was made with it goes on", async () => {
    await made("dusk-fog");
    expect(await offered()).toContain("dusk-fog");
    const input = { slug: "dusk-fog", ...parts({ isOffered: false, sortOrder: 5 }) };
    await updateStyleTag({ ctx: asAdmin(), input });
    await updateStyleTag({ ctx: asAdmin(), input });
    expect(await linesOf("dusk-fog", "styles.update")).toMatchObject([
      { before: { isOffered: true, sortOrder: 900 }, after: { isOffered: false, sortOrder: 5 }, reason },
    ]);
    expect(await offered()).not.toContain("dusk-fog");
    expect(await getPromptFragments(anybody(), ["dusk-fog"])).toEqual(["a busy night market"]);
    expect(await listStyleTagsOf({ ctx: anybody(), input: { slugs: ["dusk-fog"] } })).toHaveLength(1);
    await expect(updateStyleTag({ ctx: asAuditor(), input })).rejects.toMatchObject(forbidden);
  });

  test("that an operator has changed is not set back by the next seeding", async () => {
    await updateStyleTag({ ctx: asAdmin(), input: { slug: "ink-wash", ...parts({ name: "泼墨" }) } });
    await seedReferenceData();
    const [row] = await db().select().from(styleTags).where(eq(styleTags.slug, "ink-wash"));
    expect(row?.name).toBe("泼墨");
  });
});

describe("merging", () => {
  test("moves public images once each, keeps the old name as an alias, and cannot be done by an auditor", async () => {
    for (const slug of ["old-style", "new-style", "older-style"]) await made(slug, { promptFragment: slug });
    const [one, both] = [await shown(["old-style"]), await shown(["new-style", "old-style"])];
    const input = { slug: "old-style", into: "new-style", reason };
    await expect(mergeStyleTags({ ctx: asAuditor(), input })).rejects.toMatchObject(forbidden);
    await mergeStyleTags({ ctx: asAdmin(), input: { ...input, slug: "older-style", into: "old-style" } });
    const done = await Promise.all([0, 1].map(() => mergeStyleTags({ ctx: asAdmin(), input })));
    expect(done).toEqual(Array(2).fill(expect.objectContaining({ slug: "new-style" })));
    expect(await tagsOf(one)).toEqual(["new-style"]);
    expect(await tagsOf(both)).toEqual(["new-style"]);
    expect(await getPromptFragments(anybody(), ["older-style", "old-style"])).toEqual(["new-style"]);
    const found = await listGallery({ ctx: anybody(), input: { sort: "new", tag: "old-style", limit: 10 } });
    expect(found.items.map(({ id }) => id).sort()).toEqual([one, both].sort());
    const all = await listAllStyleTags({ ctx: asAuditor() });
    expect(all.find(({ slug }) => slug === "new-style")?.aliases).toEqual(["old-style", "older-style"]);
    expect(await linesOf("new-style", "styles.merge")).toMatchObject([
      { before: { merged: null }, after: { merged: "old-style" }, reason },
    ]);
    expect(await made("old-style")).toEqual({ ok: false, reason: "style_slug_taken" });
    expect(await mergeStyleTags({ ctx: asAdmin(), input: { ...input, slug: "new-style" } })).toEqual({
      ok: false,
      reason: "style_into_itself",
    });
  });

  test("writes down everything of the tag that goes, for it cannot be undone", async () => {
    for (const slug of ["goes-first", "goes", "stays"]) await made(slug, { promptFragment: `of ${slug}` });
    await mergeStyleTags({ ctx: asAdmin(), input: { slug: "goes-first", into: "goes", reason } });
    await setStylePreview({ ctx: asAdmin(), input: { slug: "goes", imageId: await shown([]), reason } });
    const [row] = await db().select().from(styleTags).where(eq(styleTags.slug, "goes"));
    expect(row?.previewKey).not.toBeNull();
    await mergeStyleTags({ ctx: asAdmin(), input: { slug: "goes", into: "stays", reason } });
    const { id: _id, updatedAt: _at, createdAt, ...facts } = row ?? expect.fail("there was no tag");
    expect((await linesOf("stays", "styles.merge"))[0]?.before).toEqual({
      ...{ merged: null, popularity: 0 },
      removed: { ...facts, createdAt: createdAt.toISOString(), aliases: ["goes-first"] },
    });
  });

  test("of a tag of the first list survives the next seeding, and what is let in later goes under the new name", async () => {
    await mergeStyleTags({ ctx: asAdmin(), input: { slug: "gouache", into: "watercolor", reason } });
    await seedReferenceData();
    expect(await offered()).not.toContain("gouache");
    expect(await tagsOf(await shown(["gouache", "watercolor"]))).toEqual(["watercolor"]);
  });
});

test("popularity is what the last thirty days asked for, old names included", async () => {
  for (const slug of ["often", "once-more"]) await made(slug);
  const businessKey = `styles:${authorId}`;
  const grant = { userId: authorId, amount: 1_000, source: "purchase", expiresAt: null } as const;
  await grantCredits({ ctx: testContext(), input: { ...grant, businessKey } });
  const order = (styleTags: string[], daysAgo = 0) =>
    createGeneration({
      ctx: testContext(userActor(authorId), new Date(Date.now() - daysAgo * 86_400_000)),
      input: { idempotencyKey: newId("request"), prompt: "x", model: "sketch-1", styleTags },
    });
  expect(await order(["often", "once-more"])).not.toHaveProperty("reason");
  expect(await order(["often"])).not.toHaveProperty("reason");
  expect(await order(["often"], 31)).not.toHaveProperty("reason");
  await mergeStyleTags({ ctx: asAdmin(), input: { slug: "once-more", into: "often", reason } });
  await countStyles({ ctx: testContext() });
  const popularity = async () =>
    (await db().select().from(styleTags).where(eq(styleTags.slug, "often")))[0]?.popularity;
  expect(await popularity()).toBe(2);
  expect((await countStyles({ ctx: testContext() })).counted).toBe(0);
  await expect(countStyles({ ctx: asAdmin() })).rejects.toMatchObject(forbidden);
});

test("the example picture is a copy of a public image's, stays when the image goes, and is audited", async () => {
  await made("with-picture");
  const imageId = await shown([]);
  const input = { slug: "with-picture", imageId, reason };
  await expect(setStylePreview({ ctx: asAuditor(), input })).rejects.toMatchObject(forbidden);
  await expect(openStylePreview({ ctx: anybody(), input: { slug: "with-picture" } })).rejects.toMatchObject({
    code: "not_found",
  });
  await setStylePreview({ ctx: asAdmin(), input });
  await setStylePreview({ ctx: asAdmin(), input });
  expect(await linesOf("with-picture", "styles.set-preview")).toMatchObject([
    { before: { previewKey: null }, after: { imageId }, reason },
  ]);
  await decidePublication({
    ctx: testContext(),
    input: { id: imageId, decision: "take_down", reason: "other" },
  });
  expect(await setStylePreview({ ctx: asAdmin(), input })).toEqual({
    ok: false,
    reason: "style_image_not_public",
  });
  const answer = await openStylePreview({ ctx: anybody(), input: { slug: "with-picture" } });
  expect((await sharp(Buffer.from(await answer.arrayBuffer())).metadata()).format).toBe("webp");
  const [image] = await db().select().from(generatedImages).where(eq(generatedImages.id, imageId));
  expect(image?.isPublic).toBe(false);
  await setStylePreview({ ctx: asAdmin(), input: { slug: "with-picture", reason } });
  await expect(openStylePreview({ ctx: anybody(), input: { slug: "with-picture" } })).rejects.toMatchObject({
    code: "not_found",
  });
});
