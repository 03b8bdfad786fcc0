import { and, eq } from "drizzle-orm";
import sharp from "sharp";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { db } from "@/db/client";
import { auditLog, styleTags } from "@/db/schema";
import { adminActor, anonymousActor, jobActor, testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { testPicture } from "@/lib/images/testing-image.fixture";
import { readLabel } from "@/lib/labels/read";
import { xmpPacket } from "@/lib/labels/rules";
import type { AigcLabel } from "@/lib/labels/schema";
import { newId } from "@/lib/platform/ids";
import { storage } from "@/lib/providers/storage/client";
import { listAllStyleTags } from "../admin";
import { createStyleTag } from "../create";
import { mergeStyleTags } from "../merge";
import { stylePreviewInput } from "../schema";
import { clearStylePreviews } from "./clear";
import { openStylePreview } from "./open";
import { setStylePreview } from "./set";
import { uploadStylePreview } from "./upload";

let adminId = "";
const reason = "a better example";

beforeAll(async () => {
  adminId = (await insertUser({ role: "admin" })).id;
});

const asAdmin = () => testContext(adminActor(adminId));
const aWord = () => newId("styleTag").slice(4);
async function newTag(): Promise<string> {
  const slug = aWord();
  const parts = {
    name: "夜市",
    nameEn: "Night market",
    category: "subject" as const,
    type: "subject" as const,
  };
  const more = { promptFragment: "a night market", sortOrder: 900, isOffered: true, reason };
  await createStyleTag({ ctx: asAdmin(), input: { slug, ...parts, ...more } });
  return slug;
}
const upload = (slug: string, bytes: Buffer) =>
  uploadStylePreview({ ctx: asAdmin(), input: { slug, reason }, bytes });
const keyOf = async (slug: string) =>
  (await db().select().from(styleTags).where(eq(styleTags.slug, slug)))[0]?.previewKey ?? null;
const filesOf = async (slug: string) => (await storage().list(`styles/${slug}/`, 100)).keys;
const linesOf = (slug: string, action = "styles.upload-preview") =>
  db()
    .select()
    .from(auditLog)
    .where(and(eq(auditLog.subjectId, slug), eq(auditLog.action, action)));
async function shown(slug: string): Promise<Buffer> {
  const answer = await openStylePreview({ ctx: testContext(anonymousActor()), input: { slug } });
  return Buffer.from(await answer.arrayBuffer());
}
const photo = (background: string, size = { width: 900, height: 600 }) =>
  sharp({ create: { ...size, channels: 3, background } })
    .jpeg()
    .withExif({ IFD0: { Artist: "Ma Li" } })
    .toBuffer();

describe("an uploaded example", () => {
  test("is a small WebP without metadata, replaces the one before with its file, and is audited", async () => {
    const slug = await newTag();
    const first = await upload(slug, await photo("#b93a26"));
    const [one] = await filesOf(slug);
    const second = await upload(slug, await photo("#2659b9"));
    const [two, ...more] = await filesOf(slug);
    expect([await keyOf(slug), more]).toEqual([two, []]);
    expect(two).not.toBe(one);
    expect(second.previewUrl).not.toBe(first.previewUrl);
    const listed = (await listAllStyleTags({ ctx: asAdmin() })).find((tag) => tag.slug === slug);
    expect(listed?.previewUrl).toBe(second.previewUrl);
    const { searchParams } = new URL(second.previewUrl ?? "", "https://xintu.example");
    expect(stylePreviewInput.parse({ slug, ...Object.fromEntries(searchParams) })).toMatchObject({ slug });
    const about = await sharp(await shown(slug)).metadata();
    expect(about).toMatchObject({ format: "webp", width: 512, height: 341 });
    expect([about.exif, about.xmp]).toEqual([undefined, undefined]);
    const lines = await linesOf(slug);
    expect(lines.find((line) => (line.after as { previewKey: string }).previewKey === two)).toMatchObject({
      before: { previewKey: one },
      after: { format: "jpeg", widthPx: 900, heightPx: 600, aiClass: "none" },
      ...{ actorKind: "admin", actorId: adminId, reason },
    });
    expect(lines).toHaveLength(2);
  });

  test("that is the same again changes nothing and leaves no file behind", async () => {
    const slug = await newTag();
    const answers = [];
    for (let i = 0; i < 2; i += 1) answers.push(await upload(slug, await photo("#b93a26")));
    expect(answers[1]).toEqual(answers[0]);
    expect(await filesOf(slug)).toEqual([await keyOf(slug)]);
    expect(await linesOf(slug)).toHaveLength(1);
  });

  test("of several at once is one of them, whole, and the others' files are gone", async () => {
    const slug = await newTag();
    const colours = ["#111111", "#555555", "#999999", "#dddddd"];
    await Promise.all(colours.map(async (colour) => upload(slug, await photo(colour))));
    expect(await filesOf(slug)).toEqual([await keyOf(slug)]);
    expect((await sharp(await shown(slug)).metadata()).format).toBe("webp");
    expect(await linesOf(slug)).toHaveLength(4);
  });

  test("goes with its file when it is taken away, which is audited too", async () => {
    const slug = await newTag();
    await upload(slug, await photo("#b93a26"));
    const key = await keyOf(slug);
    await setStylePreview({ ctx: asAdmin(), input: { slug, reason } });
    expect([await keyOf(slug), await filesOf(slug)]).toEqual([null, []]);
    expect(await linesOf(slug, "styles.set-preview")).toMatchObject([
      { before: { previewKey: key }, after: { previewKey: null }, reason },
    ]);
    await expect(shown(slug)).rejects.toMatchObject({ code: "not_found" });
  });

  test("that bears a label keeps who made it, in one label", async () => {
    const slug = await newTag();
    const theirs: AigcLabel = {
      Label: "1",
      ContentProducer: "001191110102MAD55U9H0F10002",
      ...{ ProduceID: "p-42", ReservedCode1: "r1" },
      ...{ ContentPropagator: "elsewhere", PropagateID: "q-7", ReservedCode2: "" },
    };
    await upload(
      slug,
      await sharp(await testPicture())
        .withXmp(xmpPacket(theirs))
        .png()
        .toBuffer(),
    );
    const { aigc, count } = readLabel(await shown(slug));
    expect(count).toBe(1);
    const { ContentProducer, ProduceID, ReservedCode1 } = theirs;
    expect(aigc).toMatchObject({ Label: "1", ContentProducer, ProduceID, ReservedCode1 });
    expect(aigc?.PropagateID).toMatch(/^sty_/);
  });
});

describe("while files cannot be removed", () => {
  const failing = async <T>(work: () => Promise<T>): Promise<T> => {
    const remove = vi.spyOn(storage(), "remove").mockRejectedValue(new Error("the disk is away"));
    try {
      return await work();
    } finally {
      remove.mockRestore();
    }
  };
  const inTwoDays = () => testContext(jobActor(), new Date(Date.now() + 2 * 86_400_000));

  test("another example, none, or the same again is what it says, and the night takes the file", async () => {
    const slug = await newTag();
    await upload(slug, await photo("#b93a26"));
    const second = await failing(async () => upload(slug, await photo("#2659b9")));
    expect(await failing(async () => upload(slug, await photo("#2659b9")))).toEqual(second);
    expect((await filesOf(slug)).length).toBe(3);
    await clearStylePreviews({ ctx: inTwoDays() });
    expect(await filesOf(slug)).toEqual([await keyOf(slug)]);
    await failing(() => setStylePreview({ ctx: asAdmin(), input: { slug, reason } }));
    expect(await keyOf(slug)).toBeNull();
    await clearStylePreviews({ ctx: inTwoDays() });
    expect(await filesOf(slug)).toEqual([]);
  });

  test("a tag with an example is merged, and the night takes the file", async () => {
    const [slug, into] = [await newTag(), await newTag()];
    await upload(slug, await photo("#b93a26"));
    const merged = await failing(() => mergeStyleTags({ ctx: asAdmin(), input: { slug, into, reason } }));
    expect(merged).toEqual({ slug: into, images: 0 });
    expect(await filesOf(slug)).toHaveLength(1);
    await clearStylePreviews({ ctx: inTwoDays() });
    expect(await filesOf(slug)).toEqual([]);
  });
});

describe("is refused", () => {
  const png = async (width: number, height: number) =>
    sharp({ create: { width, height, channels: 3, background: "#222222" } })
      .png()
      .toBuffer();
  const refused: [string, () => Promise<Buffer>, string][] = [
    ["a text that calls itself a picture", async () => Buffer.from("<svg/>"), "image_not_readable"],
    [
      "a GIF",
      async () =>
        sharp(await png(100, 100))
          .gif()
          .toBuffer(),
      "image_not_readable",
    ],
    ["half a picture", async () => (await photo("#b93a26")).subarray(0, 900), "image_not_readable"],
    ["41 megapixels in a small file", () => png(8_192, 5_005), "image_too_large"],
    ["a strip", () => png(900, 70), "image_shape_unsupported"],
  ];
  test.each(refused)("%s, and nothing is kept", async (_, make, code) => {
    const slug = await newTag();
    await expect(upload(slug, await make())).rejects.toMatchObject({
      ...{ status: 422, code },
      extra: { fields: { file: expect.any(String) } },
    });
    expect([await keyOf(slug), await filesOf(slug), await linesOf(slug)]).toEqual([null, [], []]);
  });

  test("what comes from an auditor, without a reason, or for a tag that is not there", async () => {
    const slug = await newTag();
    const bytes = await photo("#b93a26");
    const auditor = testContext(userActor((await insertUser({ role: "auditor" })).id, "free", "auditor"));
    await expect(uploadStylePreview({ ctx: auditor, input: { slug, reason }, bytes })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(
      uploadStylePreview({ ctx: asAdmin(), input: { slug, reason: "  x " }, bytes }),
    ).rejects.toThrow();
    const nobody = aWord();
    await expect(upload(nobody, bytes)).rejects.toMatchObject({ code: "not_found" });
    expect([await filesOf(nobody), await filesOf(slug)]).toEqual([[], []]);
  });
});

test("files that a crash left go after a day; those of tags and young ones stay", async () => {
  const slug = await newTag();
  await upload(slug, await photo("#b93a26"));
  const key = await keyOf(slug);
  const daysAgo = (days: number) => Date.now() - days * 86_400_000;
  const left = (days: number) => `styles/${slug}/0123/${newId("styleTag", daysAgo(days))}.webp`;
  const [old, young] = [left(3), left(0)];
  for (const path of [old, young])
    await storage().put(path, await photo("#b93a26"), { contentType: "image/webp" });
  const later = testContext(jobActor(), new Date(daysAgo(-0.5)));
  await clearStylePreviews({ ctx: later });
  expect((await filesOf(slug)).sort()).toEqual([key, young].sort());
  await clearStylePreviews({ ctx: testContext(jobActor(), new Date(daysAgo(-2))) });
  expect(await filesOf(slug)).toEqual([key]);
  await expect(clearStylePreviews({ ctx: asAdmin() })).rejects.toMatchObject({ code: "forbidden" });
});
