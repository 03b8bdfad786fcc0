import { randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { db } from "@/db/client";
import { apiConfigs, auditLog } from "@/db/schema";
import { testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { newId } from "@/lib/platform/ids";
import { currentKeyId } from "@/lib/platform/key-ring/ring";
import { keyIdOf, seal } from "@/lib/platform/key-ring/seal";
import { forget } from "@/lib/platform/process/singleton";
import { openConnection } from "./open";
import { type RotationCounts, rotateApiConfigs } from "./rotate";
import { updateApiConfig } from "./update";

const job = () => testContext();
const key = () => randomBytes(32).toString("base64url");
const [oldKey, newKey] = [`old:${key()}`, `new:${key()}`];

/** As a process that was started with this ring. */
function startWithRing(ring: string): void {
  process.env.KEY_RING = ring;
  forget("env");
  forget("key-ring");
}

async function insertConfig(userId: string, apiKey: string): Promise<string> {
  const id = newId("apiConfig");
  await db()
    .insert(apiConfigs)
    .values({
      id,
      userId,
      name: "own",
      provider: "openai",
      baseUrl: "https://api.openai.com/v1",
      apiKey: seal(apiKey, `api-config:${id}`),
      apiKeyLast4: apiKey.slice(-4),
      model: "gpt-image-2",
    });
  return id;
}

async function rotateAll(batch: number): Promise<Omit<RotationCounts, "next">> {
  const sum = { rotated: 0, changedMeanwhile: 0, unreadable: 0 };
  let after: string | undefined;
  do {
    const done = await rotateApiConfigs({ ctx: job(), input: { batch, after } });
    sum.rotated += done.rotated;
    sum.changedMeanwhile += done.changedMeanwhile;
    sum.unreadable += done.unreadable;
    after = done.next ?? undefined;
  } while (after !== undefined);
  return sum;
}

const keyIds = async () => {
  const rows = await db().select({ apiKey: apiConfigs.apiKey }).from(apiConfigs);
  return [...new Set(rows.map(({ apiKey }) => keyIdOf(apiKey)))];
};
const open = async (id: string) => (await openConnection(job(), id))?.connection.apiKey;

let userId = "";
beforeEach(async () => {
  await db().delete(apiConfigs);
  userId = (await insertUser({ plan: "pro" })).id;
  startWithRing(oldKey);
});
afterEach(() => {
  vi.restoreAllMocks();
  startWithRing("");
});

describe("rotateApiConfigs", () => {
  test("seals every config with the current key, batch by batch, and leaves what it says unchanged", async () => {
    const ids = await Promise.all(Array.from({ length: 25 }, (_, n) => insertConfig(userId, `key-${n}`)));
    startWithRing(`${newKey},${oldKey}`);
    const before = await db()
      .select({ updatedAt: apiConfigs.updatedAt })
      .from(apiConfigs)
      .orderBy(apiConfigs.id);
    expect(await rotateAll(10)).toEqual({ rotated: 25, changedMeanwhile: 0, unreadable: 0 });
    expect(await keyIds()).toEqual(["new"]);
    startWithRing(newKey);
    for (const [n, id] of ids.entries()) expect(await open(id)).toBe(`key-${n}`);
    const after = await db()
      .select({ updatedAt: apiConfigs.updatedAt })
      .from(apiConfigs)
      .orderBy(apiConfigs.id);
    expect(after).toEqual(before);
  });

  test("changes nothing when it runs again, and writes one audit line for each change", async () => {
    const id = await insertConfig(userId, "key-once-0001");
    startWithRing(`${newKey},${oldKey}`);
    await rotateAll(10);
    const [sealed] = await db().select({ apiKey: apiConfigs.apiKey }).from(apiConfigs);
    expect(await rotateAll(10)).toEqual({ rotated: 0, changedMeanwhile: 0, unreadable: 0 });
    expect((await db().select({ apiKey: apiConfigs.apiKey }).from(apiConfigs))[0]).toEqual(sealed);
    const lines = await db().select().from(auditLog).where(eq(auditLog.subjectId, id));
    expect(lines).toMatchObject([
      { action: "api-configs.rotate", before: { keyId: "old" }, after: { keyId: "new" } },
    ]);
    expect(JSON.stringify(lines)).not.toContain("key-once");
  });

  test("never harms jobs that open configs, nor people who change keys, at the same time", async () => {
    const ids = await Promise.all(Array.from({ length: 40 }, (_, n) => insertConfig(userId, `before-${n}`)));
    startWithRing(`${newKey},${oldKey}`);
    const now = new Map(ids.map((id, n) => [id, new Set([`before-${n}`])]));
    let rotating = true;
    const wrong: string[] = [];
    const jobs = Array.from({ length: 4 }, async (_, worker) => {
      for (let turn = worker; rotating || turn < 40; turn += 1) {
        const id = ids[turn % ids.length] ?? "";
        const opened = await open(id);
        if (opened === undefined || !now.get(id)?.has(opened)) wrong.push(`${id} opened as ${opened}`);
      }
    });
    const people = ids
      .filter((_, n) => n % 4 === 0)
      .map(async (id, n) => {
        now.get(id)?.add(`after-update-${n}`);
        const ctx = testContext(userActor(userId, "pro"));
        await updateApiConfig({ ctx, input: { id, apiKey: `after-update-${n}` } });
      });
    const rotations = Promise.all([rotateAll(7), rotateAll(11)]);
    await Promise.all([...people, rotations]);
    rotating = false;
    await Promise.all(jobs);
    expect(wrong).toEqual([]);
    await rotateAll(50);
    expect(await keyIds()).toEqual(["new"]);
    for (const [n, id] of ids.entries())
      expect(await open(id)).toBe(n % 4 === 0 ? `after-update-${n / 4}` : `before-${n}`);
  });

  test("gives way when a row changed after it was read, and the next run sees to it", async () => {
    const id = await insertConfig(userId, "first-key-0001");
    startWithRing(`${newKey},${oldKey}`);
    const original = db().transaction.bind(db());
    let raced = false;
    vi.spyOn(db(), "transaction").mockImplementation(async (...given) => {
      if (!raced) {
        raced = true;
        // A process that still has the old ring stores a new key in between.
        startWithRing(oldKey);
        const apiKey = seal("second-key-0002", `api-config:${id}`);
        startWithRing(`${newKey},${oldKey}`);
        await db().update(apiConfigs).set({ apiKey }).where(eq(apiConfigs.id, id));
      }
      return original(...given);
    });
    expect(await rotateAll(10)).toEqual({ rotated: 0, changedMeanwhile: 1, unreadable: 0 });
    expect(await open(id)).toBe("second-key-0002");
    expect(await rotateAll(10)).toEqual({ rotated: 1, changedMeanwhile: 0, unreadable: 0 });
    expect(await open(id)).toBe("second-key-0002");
  });

  test("counts what no key of the ring can open, leaves it, and goes on with the others", async () => {
    const lost = await insertConfig(userId, "lost-key-0001");
    startWithRing(newKey.replace("new:", "other:"));
    const kept = await insertConfig(userId, "kept-key-0001");
    const [before] = await db().select().from(apiConfigs).where(eq(apiConfigs.id, lost));
    const third = `third:${key()}`;
    startWithRing(`${third},${newKey.replace("new:", "other:")}`);
    for (const batch of [1, 10]) expect((await rotateAll(batch)).unreadable).toBe(1);
    expect((await db().select().from(apiConfigs).where(eq(apiConfigs.id, lost)))[0]).toEqual(before);
    expect(await open(kept)).toBe("kept-key-0001");
    await expect(open(lost)).rejects.toMatchObject({ code: "sealed_unreadable", status: 503 });
  });

  test("refuses a ciphertext that was copied from another row", async () => {
    const [mine, theirs] = [
      await insertConfig(userId, "mine-key-0001"),
      await insertConfig(userId, "theirs-0001"),
    ];
    const [row] = await db().select().from(apiConfigs).where(eq(apiConfigs.id, theirs));
    await db().update(apiConfigs).set({ apiKey: row?.apiKey }).where(eq(apiConfigs.id, mine));
    await expect(open(mine)).rejects.toMatchObject({ code: "sealed_unreadable" });
  });

  test("moves configs from the key of the auth secret to a ring that is set for the first time", async () => {
    startWithRing("");
    const id = await insertConfig(userId, "derived-key-0001");
    expect(await keyIds()).toEqual([expect.stringMatching(/^auth-/)]);
    startWithRing(newKey);
    expect(currentKeyId()).toBe("new");
    expect(await rotateAll(10)).toEqual({ rotated: 1, changedMeanwhile: 0, unreadable: 0 });
    expect(await keyIds()).toEqual(["new"]);
    expect(await open(id)).toBe("derived-key-0001");
  });

  test("is for jobs only", async () => {
    const ctx = testContext(userActor(userId, "enterprise", "admin"));
    await expect(rotateApiConfigs({ ctx, input: {} })).rejects.toMatchObject({ status: 403 });
  });
});
