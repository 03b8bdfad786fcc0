import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { auditLog, moderationChecks, moderationWords } from "@/db/schema";
import { adminActor, jobActor, testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { insertImage } from "@/lib/images/testing-image.fixture";
import { newId } from "@/lib/platform/ids";
import { listWords } from "../admin";
import { checkText } from "../check-text";
import { pruneChecks } from "../prune";
import { addWord } from "./add";
import { removeWord } from "./remove";

const reason = "of the ministry's list";
const admin = () => testContext(adminActor("usr_admin"));
async function add(word: string, severity: "review" | "block" = "block", note = "") {
  const added = await addWord({ ctx: admin(), input: { word, severity, note, reason } });
  if ("ok" in added) throw new Error(added.reason);
  return added;
}
const newSubject = async () => insertImage((await insertUser()).id);
const check = async (text: string, unwanted = "", known?: string) => {
  const subjectId = known ?? (await newSubject());
  return checkText({ ctx: testContext(), input: { subjectId, round: 1, text, unwanted } });
};

beforeEach(async () => {
  await db().delete(moderationWords);
});

describe("the word list", () => {
  test("keeps words folded, each once, with who added them in the audit log", async () => {
    const first = await add("色·情", "review", "ministry list");
    expect(first).toMatchObject({ word: "色 情", severity: "review", note: "ministry list" });
    const again = await add("色情", "block");
    expect(again).toMatchObject({ id: first.id, severity: "block" });
    expect((await listWords({ ctx: admin(), input: {} })).items).toEqual([again]);
    const lines = await db().select().from(auditLog).where(eq(auditLog.subjectId, first.id));
    expect(lines.map(({ action, actorId }) => [action, actorId])).toEqual([
      ["moderation.word-add", "usr_admin"],
      ["moderation.word-add", "usr_admin"],
    ]);
    expect(lines.map(({ after }) => (after as { severity: string }).severity).sort()).toEqual([
      "block",
      "review",
    ]);
    const [added, changed] = ["review", "block"].map((severity) =>
      lines.find(({ after }) => (after as { severity: string }).severity === severity),
    );
    // As it is already, it is neither changed nor told of.
    expect(await add("色情", "block")).toEqual(again);
    expect(await db().$count(auditLog, eq(auditLog.subjectId, first.id))).toBe(2);
    expect(added).toMatchObject({ before: { word: null }, after: { word: "色 情" }, reason });
    expect(changed).toMatchObject({ before: { severity: "review" }, reason });
  });

  test("is read page by page and by a part of a word", async () => {
    for (const word of ["alpha", "beta", "alphabet"]) await add(word);
    const found = await listWords({ ctx: admin(), input: { q: "ALPHA" } });
    expect(found.items.map(({ word }) => word).sort()).toEqual(["alpha", "alphabet"]);
    const one = await listWords({ ctx: admin(), input: { limit: 2 } });
    const two = await listWords({ ctx: admin(), input: { limit: 2, cursor: one.nextCursor ?? "" } });
    expect([...one.items, ...two.items].map(({ word }) => word).sort()).toEqual([
      "alpha",
      "alphabet",
      "beta",
    ]);
    expect(two.nextCursor).toBeNull();
  });

  test("loses a word for good, and a second time there is none", async () => {
    const { id } = await add("alpha");
    expect(await removeWord({ ctx: admin(), input: { id, reason } })).toEqual({ removed: "alpha" });
    await expect(removeWord({ ctx: admin(), input: { id, reason } })).rejects.toMatchObject({ status: 404 });
    expect((await listWords({ ctx: admin(), input: {} })).items).toEqual([]);
    const lines = await db().select().from(auditLog).where(eq(auditLog.subjectId, id));
    expect(lines.find(({ action }) => action === "moderation.word-remove")).toMatchObject({
      ...{ before: { word: "alpha" }, after: { word: null }, reason },
    });
  });

  test("changes for no reason not at all", async () => {
    const { id } = await add("alpha");
    for (const why of [undefined, "", "  x  ", "x".repeat(501), "a\u0000bc"]) {
      const word = { word: "beta", severity: "block", reason: why } as never;
      await expect(addWord({ ctx: admin(), input: word })).rejects.toThrow();
      await expect(removeWord({ ctx: admin(), input: { id, reason: why } as never })).rejects.toThrow();
    }
    expect((await listWords({ ctx: admin(), input: {} })).items.map(({ word }) => word)).toEqual(["alpha"]);
  });

  test("takes no word without letters, and nothing from who is no admin", async () => {
    await expect(add("！！！")).rejects.toMatchObject({ status: 400 });
    const person = testContext(userActor("usr_x", "enterprise"));
    const input = { word: "alpha", severity: "block" as const, reason };
    await expect(addWord({ ctx: person, input })).rejects.toMatchObject({ status: 403 });
    await expect(
      removeWord({ ctx: person, input: { id: newId("moderationWord"), reason } }),
    ).rejects.toMatchObject({
      status: 403,
    });
    await expect(listWords({ ctx: person, input: {} })).rejects.toMatchObject({ status: 403 });
  });
});

describe("checkText by words", () => {
  test("says nothing while the list is empty, unless there is nothing to read", async () => {
    expect(await check("a lake")).toEqual([]);
    expect(await check("")).toMatchObject([{ kind: "prompt", checker: "words", verdict: "pass" }]);
  });

  test("finds words however they are dressed, the worst first", async () => {
    await add("违禁词", "block");
    await add("doubtful", "review");
    expect(await check("a lake")).toMatchObject([{ verdict: "pass", reasons: [] }]);
    expect(await check("undoubtfully")).toMatchObject([{ verdict: "pass" }]);
    expect(await check("ＤＯＵＢＴＦＵＬ!")).toMatchObject([{ verdict: "review" }]);
    const [said] = await check("doubtful, 违 禁·词");
    expect(said).toMatchObject({ verdict: "block" });
    expect(said?.reasons).toEqual([
      { category: "other", word: "违 禁 词", severity: "block" },
      { category: "other", word: "doubtful", severity: "review" },
    ]);
  });

  test("leaves to a person what is only asked to be kept out", async () => {
    await add("gore", "block");
    expect(await check("a lake", "gore, blur")).toMatchObject([
      { verdict: "review", reasons: [{ word: "gore", where: "negative" }] },
    ]);
    expect(await check("gore", "gore")).toMatchObject([{ verdict: "block", reasons: [{ word: "gore" }] }]);
  });

  test("answers a repetition as the first time, whatever the list says by then, and a new round anew", async () => {
    await add("alpha");
    const id = await newSubject();
    expect(await check("beta", "", id)).toMatchObject([{ verdict: "pass" }]);
    await add("beta");
    const again = await Promise.all(Array.from({ length: 5 }, () => check("beta", "", id)));
    for (const said of again) expect(said).toMatchObject([{ verdict: "pass" }]);
    expect(await db().$count(moderationChecks, eq(moderationChecks.subjectId, id))).toBe(1);
    const next = await checkText({
      ctx: testContext(),
      input: { subjectId: id, round: 2, text: "beta" },
    });
    expect(next).toMatchObject([{ verdict: "block" }]);
  });

  test("is forgotten after 400 days", async () => {
    await add("alpha");
    const id = await newSubject();
    await check("alpha", "", id);
    const inDays = (days: number) => testContext(jobActor(), new Date(Date.now() + days * 86_400_000));
    await pruneChecks({ ctx: inDays(399) });
    expect(await db().$count(moderationChecks, eq(moderationChecks.subjectId, id))).toBe(1);
    await pruneChecks({ ctx: inDays(401) });
    expect(await db().$count(moderationChecks, eq(moderationChecks.subjectId, id))).toBe(0);
  });

  test("is for jobs only", async () => {
    const input = { subjectId: await newSubject(), round: 1, text: "a lake" };
    await expect(checkText({ ctx: testContext(userActor("usr_x")), input })).rejects.toMatchObject({
      status: 403,
    });
  });
});
