import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { generations, savedPrompts } from "@/db/schema";
import { anonymousActor, testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { newId } from "@/lib/platform/ids";
import { deletePrompt } from "./delete-prompt";
import { forgetPrompts } from "./forget";
import { listSavedPrompts, listUsedPrompts } from "./read";
import { savePrompt } from "./save-prompt";
import { HISTORY_GENERATIONS, listPromptsInput, MAX_SAVED_PROMPTS, type SavePromptInput } from "./schema";

let userId = "";
let otherId = "";
const START = Date.parse("2026-03-01T00:00:00Z");
const by = (id = userId, atMs = START) => testContext(userActor(id), new Date(atMs));
const list = (input: Record<string, unknown> = {}, id = userId) =>
  listSavedPrompts({ ctx: by(id), input: listPromptsInput.parse(input) });
const history = (input: Record<string, unknown> = {}, id = userId) =>
  listUsedPrompts({ ctx: by(id), input: listPromptsInput.parse(input) });

async function save(change: Partial<SavePromptInput> = {}, atMs = START, id = userId) {
  const input = { title: "远山", prompt: "晨雾里的远山", ...change };
  const saved = await savePrompt({ ctx: by(id, atMs), input });
  if ("reason" in saved) throw new Error(saved.reason);
  return saved;
}

async function use(prompt: string, minute: number, change: Partial<typeof generations.$inferInsert> = {}) {
  const id = newId("generation", START + minute * 60_000);
  await db()
    .insert(generations)
    .values({
      ...{ id, userId, idempotencyKey: id, inputHash: "", prompt, ratio: "1:1", tier: "1K" },
      ...{ quality: "standard", count: 1, seed: 1, provider: "sketch", model: "sketch-1" },
      ...{ priceCredits: 0, requestId: newId("request"), createdAt: new Date(START + minute * 60_000) },
      ...change,
    });
}

beforeEach(async () => {
  userId = (await insertUser()).id;
  otherId = (await insertUser()).id;
});

describe("saved prompts", () => {
  test("keep title, words and settings, newest first, page by page", async () => {
    const first = await save({ negativePrompt: "文字", styleTags: ["ink-wash"] });
    expect(first).toMatchObject({ title: "远山", negativePrompt: "文字", styleTags: ["ink-wash"] });
    const second = await save({ title: "二" }, START + 1_000);
    const third = await save({ title: "三" }, START + 1_000);
    const one = await list({ limit: 2 });
    const two = await list({ limit: 2, cursor: one.nextCursor });
    expect([...one.items, ...two.items].map(({ id }) => id)).toEqual(
      [second, third]
        .map(({ id }) => id)
        .sort()
        .reverse()
        .concat(first.id),
    );
    expect(two.nextCursor).toBeNull();
  });

  test("are found by words of the title or the prompt, which all must occur, wildcards taken literally", async () => {
    await save({ title: "Harbour at dusk", prompt: "boats, 100% fog" });
    await save({ title: "Mountains", prompt: "boats on a lake" });
    const titles = async (q: string) => (await list({ q })).items.map(({ title }) => title);
    expect(await titles("BOATS harbour")).toEqual(["Harbour at dusk"]);
    expect(await titles("0%")).toEqual(["Harbour at dusk"]);
    expect(await titles("b_ats")).toEqual([]);
    expect(await titles("boats")).toHaveLength(2);
  });

  test("saved once more are the one that is there, even at the same time", async () => {
    const all = await Promise.all(Array.from({ length: 4 }, () => save({ styleTags: ["ink-wash"] })));
    expect(new Set(all.map(({ id }) => id)).size).toBe(1);
    await save({ styleTags: [] });
    expect((await list()).items).toHaveLength(2);
  });

  test(`end at ${MAX_SAVED_PROMPTS} for one person, however many are saved at once`, async () => {
    const rows = Array.from({ length: MAX_SAVED_PROMPTS - 1 }, (_, n) => ({
      ...{ id: newId("savedPrompt"), userId, title: `${n}`, prompt: "p" },
    }));
    await db().insert(savedPrompts).values(rows);
    const answers = await Promise.all(
      ["a", "b", "c"].map((title) => savePrompt({ ctx: by(), input: { title, prompt: "p" } })),
    );
    expect(answers.filter((answer) => "reason" in answer)).toEqual([
      { ok: false, reason: "too_many_saved_prompts" },
      { ok: false, reason: "too_many_saved_prompts" },
    ]);
    expect(await save({}, START, otherId)).toMatchObject({ title: "远山" });
    // What is there already is no further one.
    expect(await save({ title: "0", prompt: "p" })).toMatchObject({ id: rows[0]?.id });
  });

  test("are deleted by their owner, once, and by nobody else", async () => {
    const { id } = await save();
    await expect(deletePrompt({ ctx: by(otherId), input: { id } })).rejects.toMatchObject({ status: 404 });
    expect((await list({}, otherId)).items).toEqual([]);
    expect(await deletePrompt({ ctx: by(), input: { id } })).toEqual({ ok: true });
    await expect(deletePrompt({ ctx: by(), input: { id } })).rejects.toMatchObject({ status: 404 });
    expect((await list()).items).toEqual([]);
  });

  test("go with the account, and only with that one", async () => {
    await save();
    await save({}, START, otherId);
    await forgetPrompts({ ctx: by() });
    await forgetPrompts({ ctx: by() });
    expect((await list()).items).toEqual([]);
    expect((await list({}, otherId)).items).toHaveLength(1);
  });

  test("refuse nobody, empty words and words that are too long", async () => {
    const nobody = testContext(anonymousActor());
    const input = { title: "a", prompt: "b" };
    await expect(savePrompt({ ctx: nobody, input })).rejects.toMatchObject({ status: 401 });
    await expect(listSavedPrompts({ ctx: nobody, input: { limit: 1 } })).rejects.toMatchObject({
      status: 401,
    });
    for (const wrong of [
      { title: " " },
      { prompt: "" },
      { prompt: "x".repeat(4_001) },
      { title: "x".repeat(81) },
    ])
      await expect(save(wrong)).rejects.toThrow();
  });
});

describe("used prompts", () => {
  test("are each listed once, by the newest use and with its settings", async () => {
    await use("远山", 1, { negativePrompt: "旧", styleTags: ["old"] });
    await use("小舟", 2);
    await use("远山", 3, { negativePrompt: "新", styleTags: ["ink-wash"] });
    const found = await history();
    expect(found).toEqual({
      items: [
        {
          ...{ prompt: "远山", negativePrompt: "新", styleTags: ["ink-wash"] },
          usedAt: "2026-03-01T00:03:00.000Z",
        },
        { prompt: "小舟", negativePrompt: "", styleTags: [], usedAt: "2026-03-01T00:02:00.000Z" },
      ],
      nextCursor: null,
    });
  });

  test("leave out edits, words that were blanked, and everybody else's", async () => {
    await use("远山", 1);
    await use("去掉帽子", 2, { operation: "edit" });
    await use("", 3);
    await use("别人的", 4, { userId: otherId });
    expect((await history()).items.map(({ prompt }) => prompt)).toEqual(["远山"]);
    expect((await history({}, otherId)).items.map(({ prompt }) => prompt)).toEqual(["别人的"]);
  });

  test("repeat and skip nothing from page to page, also within one millisecond", async () => {
    for (let n = 0; n < 23; n += 1) await use(`p${n % 9}`, Math.floor(n / 4));
    const seen: string[] = [];
    let cursor: string | null | undefined;
    do {
      const found = await history({ limit: 2, cursor: cursor ?? undefined });
      seen.push(...found.items.map(({ prompt }) => prompt));
      cursor = found.nextCursor;
    } while (cursor);
    expect(seen).toHaveLength(9);
    expect(new Set(seen).size).toBe(9);
  });

  test("are found by words, which all must occur, and each still once", async () => {
    await use("A quiet Harbour", 1);
    await use("a quiet lake", 2);
    await use("A quiet Harbour", 3);
    const found = await history({ q: "harbour QUIET" });
    expect(found.items.map(({ prompt }) => prompt)).toEqual(["A quiet Harbour"]);
    expect((await history({ q: "_" })).items).toEqual([]);
  });

  test("refuse a cursor of another list", async () => {
    await expect(history({ cursor: "nonsense" })).rejects.toMatchObject({ status: 400 });
  });

  test("reach back over the last generations only, however many there are", async () => {
    const many = HISTORY_GENERATIONS * 2;
    await db().execute(sql`
      insert into generation_history (id, user_id, idempotency_key, input_hash, prompt, ratio, tier, quality, count,
        seed, provider, model, price_credits, request_id, created_at)
      select 'gen_' || lpad(n::text, 26, '0'), ${userId}, n::text, '', 'prompt ' || n, '1:1', '1K', 'standard', 1,
        1, 'sketch', 'sketch-1', 0, '', timestamptz '2026-01-01' + n * interval '1 second'
      from generate_series(1, ${many}) n`);
    const oldest = many - HISTORY_GENERATIONS + 1;
    expect((await history({ q: `prompt ${oldest}` })).items).toHaveLength(1);
    expect((await history({ q: `prompt ${oldest - 1}` })).items).toHaveLength(0);
  });
});
