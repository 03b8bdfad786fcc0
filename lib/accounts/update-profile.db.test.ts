import { beforeAll, expect, test } from "vitest";
import { transact } from "@/db/client";
import { anonymousActor, testContext, userActor } from "@/db/testing";
import { getAccount } from "./read";
import { signUp } from "./sign-up";
import { updateProfile } from "./update-profile";

const ids: string[] = [];

beforeAll(async () => {
  for (const username of ["first", "second"]) {
    const input = { email: `${username}@example.com`, username, password: "a long password" };
    const made = await signUp({ ctx: testContext(anonymousActor()), input });
    if (made.ok) ids.push(made.userId);
  }
});

const own = () => testContext(userActor(ids[0] ?? ""));

test("changes what is given and nothing else, and repeats safely", async () => {
  const input = { displayName: "  墨 客 ", locale: "en" as const };
  const changed = await updateProfile({ ctx: own(), input });
  expect(changed).toMatchObject({ id: ids[0], username: "first", displayName: "墨 客", locale: "en" });
  expect(await updateProfile({ ctx: own(), input })).toEqual(changed);
  expect(await getAccount({ ctx: testContext(userActor(ids[1] ?? "")) })).toMatchObject({
    displayName: "",
    locale: "zh-CN",
  });
});

test("another's username is refused in any case, and the caller's transaction goes on", async () => {
  const refused = await transact(own(), async (inner) => {
    const result = await updateProfile({ ctx: inner, input: { username: "SECOND", displayName: "x" } });
    expect(await getAccount({ ctx: inner })).toMatchObject({ username: "first", displayName: "墨 客" });
    return result;
  });
  expect(refused).toEqual({ ok: false, reason: "username_taken" });
});

test("the own username can change its case", async () => {
  expect(await updateProfile({ ctx: own(), input: { username: "First" } })).toMatchObject({
    username: "First",
  });
});

test("a visitor has no profile", async () => {
  const visitor = testContext(anonymousActor());
  await expect(updateProfile({ ctx: visitor, input: { displayName: "x" } })).rejects.toMatchObject({
    status: 401,
  });
});
