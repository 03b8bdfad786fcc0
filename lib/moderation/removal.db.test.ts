import { inArray } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { moderationChecks } from "@/db/schema";
import { testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { purgeImages } from "@/lib/images/purge";
import { insertImage } from "@/lib/images/testing-image.fixture";
import { trashImages } from "@/lib/images/trash";
import { askEach } from "./internal/once";

let owner = { id: "" };
beforeAll(async () => {
  owner = await insertUser();
});

async function remove(id: string): Promise<void> {
  const ctx = testContext(userActor(owner.id));
  await trashImages({ ctx, input: { ids: [id] } });
  expect(await purgeImages({ ctx, input: { ids: [id] } })).toEqual({ changed: 1 });
}
const said = { verdict: "block", reasons: [{ word: "gore" }] } as const;
const ask = (subjectId: string, answer: () => Promise<void>) =>
  askEach(
    testContext(),
    { subjectId, round: 1, kind: "prompt" },
    {
      words: async () => {
        await answer();
        return { verdict: said.verdict, reasons: [...said.reasons] };
      },
    },
  );
const kept = (ids: string[]) => db().$count(moderationChecks, inArray(moderationChecks.subjectId, ids));

describe("of an image that is removed for good while it is checked", () => {
  test("nothing is kept when the checker answers afterwards", async () => {
    const [gone, there] = [await insertImage(owner.id), await insertImage(owner.id)];
    expect(await ask(gone, () => remove(gone))).toEqual([]);
    expect(await ask(there, async () => {})).toMatchObject([said]);
    expect([await kept([gone]), await kept([there])]).toEqual([0, 1]);
  });

  test("nothing is left when both happen at the same moment", async () => {
    const ids = await Promise.all(Array.from({ length: 24 }, () => insertImage(owner.id)));
    await Promise.all(ids.flatMap((id) => [ask(id, async () => {}), remove(id)]));
    expect(await kept(ids)).toBe(0);
  });
});
