import { eq, inArray, sql } from "drizzle-orm";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { db, transact } from "@/db/client";
import { generatedImages, publications, publicationTags, styleTextMarks } from "@/db/schema";
import { adminActor, anonymousActor, jobActor, testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { listImages } from "@/lib/images/read";
import { searchTextsOf } from "@/lib/images/search/texts";
import { insertImage } from "@/lib/images/testing-image.fixture";
import { newId } from "@/lib/platform/ids";
import { createStyleTag } from "@/lib/styles/create";
import { mergeStyleTags } from "@/lib/styles/merge";
import { updateStyleTag } from "@/lib/styles/update";
import { insertPublication } from "../gallery.fixture";
import { listGallery } from "../read";
import { refreshSearchTexts } from "./refresh";

let adminId = "";
let userId = "";
const reason = "the same thing under two names";

beforeAll(async () => {
  adminId = (await insertUser({ role: "admin" })).id;
  userId = (await insertUser()).id;
});
beforeEach(async () => {
  await db().delete(styleTextMarks);
});

const asAdmin = () => testContext(adminActor(adminId));
const asJob = () => testContext(jobActor());
const aWord = (): string => newId("styleTag").slice(4);
const parts = (name: string) => ({
  ...{ name: `风格${name}`, nameEn: `Style ${name}`, category: "art" as const, type: "style" as const },
  ...{ promptFragment: "x", sortOrder: 1, isOffered: true, reason },
});
/** A new tag, whose names and slug hold one word. */
async function newTag(): Promise<string> {
  const slug = aWord();
  await createStyleTag({ ctx: asAdmin(), input: { slug, ...parts(slug) } });
  return slug;
}
const merge = (slug: string, into: string) =>
  mergeStyleTags({ ctx: asAdmin(), input: { slug, into, reason } });
const rename = (slug: string, name: string) =>
  updateStyleTag({ ctx: asAdmin(), input: { slug, ...parts(name) } });
/** A library image as it is written today: with the names of its tags. */
const newImage = (styleTags: string[], tags: string[] = []) =>
  transact(asJob(), async (_, tx) => {
    const [searchText] = await searchTextsOf(tx, [{ prompt: "a fox", styleTags, tags }]);
    return insertImage(userId, { prompt: "a fox", styleTags, tags, searchText });
  });
const textOf = async (id: string) =>
  (await db().select().from(generatedImages).where(eq(generatedImages.id, id)))[0]?.searchText;
const publicTextOf = async (id: string) =>
  (await db().select().from(publications).where(eq(publications.imageId, id)))[0]?.searchText;
const nameText = (word: string) => ` 风 格 ${word} style ${word} `;
const step = (sizes?: { looked: number; written: number }) =>
  refreshSearchTexts({ ctx: asJob(), input: sizes });
async function toTheEnd(sizes?: { looked: number; written: number }): Promise<number> {
  let steps = 0;
  while ((await step(sizes)).more) steps += 1;
  return steps;
}
const marked = async () => (await db().select().from(styleTextMarks)).map(({ slug }) => slug).sort();

test("what was made with a merged tag is found by the new names and no longer by the old, in library and gallery", async () => {
  const [first, old, into] = [await newTag(), await newTag(), await newTag()];
  await merge(first, old);
  await toTheEnd();
  const image = await newImage([old, "no-such-tag"], ["mine"]);
  const oldest = await newImage([first]);
  const both = await newImage([old, into]);
  const shown = await insertPublication({ userId, tags: [old], words: [`风格${old} Style ${old}`] });
  const hidden = await insertPublication({ userId, tags: [old], words: [`Style ${old}`], state: "pending" });
  const other = await newImage([into]);
  const before = await textOf(other);
  expect(await textOf(oldest)).toBe(` a fox${nameText(old)}`);
  await merge(old, into);
  expect(await marked()).toEqual([first, old].sort());
  await toTheEnd();
  expect(await marked()).toEqual([]);
  expect(await textOf(image)).toBe(` a fox${nameText(into)}no such tag mine `);
  for (const id of [oldest, both, shown, hidden]) expect(await textOf(id)).toBe(` a fox${nameText(into)}`);
  expect(await publicTextOf(shown)).toBe(` a fox${nameText(into)}`);
  expect(await textOf(other)).toBe(before);
  const gallery = async (q: string) =>
    (
      await listGallery({ ctx: testContext(anonymousActor()), input: { sort: "new", q, limit: 10 } })
    ).items.map(({ id }) => id);
  const library = async (q: string) =>
    (await listImages({ ctx: testContext(userActor(userId)), input: { q, limit: 10 } })).items.map(
      ({ id }) => id,
    );
  expect([await gallery(`Style ${into}`), await gallery(`Style ${old}`)]).toEqual([[shown], []]);
  expect((await library(`Style ${into}`)).sort()).toEqual([image, oldest, both, shown, hidden, other].sort());
  expect(await library(`Style ${old}`)).toEqual([]);
});

test("a tag under a new name is found by it, also where it is borne as a former tag; other changes begin nothing", async () => {
  const [old, tag] = [await newTag(), await newTag()];
  await merge(old, tag);
  await toTheEnd();
  const [own, former] = [await newImage([tag]), await newImage([old])];
  await updateStyleTag({ ctx: asAdmin(), input: { slug: tag, ...parts(tag), sortOrder: 2 } });
  expect(await marked()).toEqual([]);
  const word = aWord();
  await rename(tag, word);
  expect(await marked()).toEqual([old, tag].sort());
  await toTheEnd();
  for (const id of [own, former]) expect(await textOf(id)).toBe(` a fox${nameText(word)}`);
});

test("it goes in small steps, each of which may be the last of its process, and a later change begins anew", async () => {
  const tag = await newTag();
  const images: string[] = [];
  for (let i = 0; i < 5; i += 1) images.push(await newImage([tag]), await newImage([]));
  const [one, two] = [aWord(), aWord()];
  const done = async (word: string) =>
    (await Promise.all(images.map(textOf))).filter((text) => text === ` a fox${nameText(word)}`).length;
  await rename(tag, one);
  const sizes = { looked: 3, written: 1 };
  const crash = new Error("killed");
  while ((await done(one)) < 2) {
    // What dies before its end has done nothing, and is done again.
    const so = await done(one);
    const killed = transact(asJob(), async (inner) => {
      await refreshSearchTexts({ ctx: inner, input: sizes });
      throw crash;
    });
    await expect(killed).rejects.toBe(crash);
    expect(await done(one)).toBe(so);
    await step(sizes);
    expect((await done(one)) - so).toBeLessThanOrEqual(1);
  }
  expect(await done(one)).toBe(2);
  await rename(tag, two);
  await toTheEnd(sizes);
  expect([await done(one), await done(two)]).toEqual([0, 5]);
});

test("several that run at once come to the same end", async () => {
  const tag = await newTag();
  const images = await Promise.all(Array.from({ length: 12 }, () => newImage([tag])));
  const shown = await insertPublication({ userId, tags: [tag] });
  const word = aWord();
  await rename(tag, word);
  await Promise.all(Array.from({ length: 4 }, () => toTheEnd({ looked: 50, written: 2 })));
  expect(await marked()).toEqual([]);
  for (const id of [...images, shown]) expect(await textOf(id)).toBe(` a fox${nameText(word)}`);
  expect(await publicTextOf(shown)).toBe(` a fox${nameText(word)}`);
});

test("more public images than one transaction moves all come to the new tag, each once", async () => {
  const [old, into] = [await newTag(), await newTag()];
  const template = await insertPublication({ userId, tags: [old] });
  const [image] = await db().select().from(generatedImages).where(eq(generatedImages.id, template));
  const [row] = await db().select().from(publications).where(eq(publications.imageId, template));
  if (!image || !row?.publishedAt) throw new Error("no template");
  const ids = Array.from({ length: 700 }, () => newId("image"));
  await db()
    .insert(generatedImages)
    .values(ids.map((id) => ({ ...image, id })));
  await db()
    .insert(publications)
    .values(ids.map((imageId) => ({ ...row, imageId })));
  const { publishedAt, score } = row;
  const tags = (tag: string, of: string[]) =>
    db()
      .insert(publicationTags)
      .values(of.map((imageId) => ({ tag, imageId, publishedAt, score })));
  await tags(old, ids);
  await tags(into, ids.slice(0, 50));
  expect(await merge(old, into)).toEqual({ slug: into, images: 701 });
  expect(await db().$count(publicationTags, eq(publicationTags.tag, old))).toBe(201);
  await toTheEnd();
  expect(await db().$count(publicationTags, eq(publicationTags.tag, old))).toBe(0);
  expect(await db().$count(publicationTags, eq(publicationTags.tag, into))).toBe(701);
  const texts = await db()
    .selectDistinct({ text: publications.searchText })
    .from(publications)
    .where(inArray(publications.imageId, ids));
  expect(texts).toEqual([{ text: ` a fox${nameText(into)}` }]);
});

test("a merge whose images cannot be moved at once is done all the same, and the job moves them", async () => {
  const [old, into] = [await newTag(), await newTag()];
  const id = await insertPublication({ userId, tags: [old] });
  await db().execute(sql`
    create function refuse_move() returns trigger language plpgsql as $$ begin raise 'not now'; end $$`);
  await db().execute(sql`
    create trigger refuse_move before delete on publication_tags for each row execute function refuse_move()`);
  try {
    expect(await merge(old, into)).toEqual({ slug: into, images: 1 });
  } finally {
    await db().execute(sql`drop function refuse_move cascade`);
  }
  const tags = async () =>
    (await db().select().from(publicationTags).where(eq(publicationTags.imageId, id))).map(({ tag }) => tag);
  expect(await tags()).toEqual([old]);
  await toTheEnd();
  expect(await tags()).toEqual([into]);
});

test("an image that is being stored while its tag is merged is not missed", async () => {
  const [old, into] = [await newTag(), await newTag()];
  let merging: Promise<unknown> = Promise.resolve();
  const id = newId("image");
  const template = await newImage([]);
  await transact(asJob(), async (_, tx) => {
    const [searchText] = await searchTextsOf(tx, [{ prompt: "a fox", styleTags: [old], tags: [] }]);
    expect(searchText).toBe(` a fox${nameText(old)}`);
    merging = merge(old, into);
    const isWaiting = () =>
      db().execute(
        sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
           and query like '%style_tags%'`,
      );
    while ((await isWaiting()).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    await tx.execute(sql`insert into generated_images
      select (jsonb_populate_record(i, jsonb_build_object('id', ${id}::text, 'style_tags', array[${old}::text],
        'search_text', ${searchText}::text))).* from generated_images i where i.id = ${template}`);
  });
  await merging;
  await toTheEnd();
  expect(await textOf(id)).toBe(` a fox${nameText(into)}`);
  const later = await newImage([old]);
  expect(await textOf(later)).toBe(` a fox${nameText(into)}`);
});

test("an image under a former name and another tag is stored while just these two are merged, and nobody waits in a ring", async () => {
  const [tag, former, later] = [await newTag(), await newTag(), await newTag()];
  await merge(former, tag);
  const waiting = async (count: number) => {
    const rows = () =>
      db().execute(
        sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
           and query like '%style_tag%'`,
      );
    while ((await rows()).length < count) await new Promise((resolve) => setTimeout(resolve, 20));
  };
  let storing: Promise<string> = Promise.resolve("");
  let merging: Promise<unknown> = Promise.resolve();
  await transact(asJob(), async (_, tx) => {
    // Holds both up where they read former names, until each has all that it takes before.
    await tx.execute(sql`lock table style_tag_aliases in access exclusive mode`);
    storing = newImage([former, later]);
    await waiting(1);
    merging = merge(tag, later);
    await waiting(2);
  });
  const [id] = await Promise.all([storing, merging]);
  await toTheEnd();
  expect(await textOf(id)).toBe(` a fox${nameText(later)}`);
});

test("it is the platform's own work", async () => {
  await expect(refreshSearchTexts({ ctx: asAdmin() })).rejects.toMatchObject({ status: 403 });
  await expect(refreshSearchTexts({ ctx: testContext(userActor(userId)) })).rejects.toMatchObject({
    status: 403,
  });
  expect(await step()).toEqual({ rewritten: 0, more: false });
});
