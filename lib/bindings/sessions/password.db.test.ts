import { beforeAll, expect, test } from "vitest";
import { anonymousActor, testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { signUp } from "@/lib/accounts/sign-up";
import { setTestAccount } from "../testing-account.fixture";
import { createBinding } from "./create";

const PASSWORD = "a long password";
let withPassword = "";

beforeAll(async () => {
  setTestAccount();
  const made = await signUp({
    ctx: testContext(anonymousActor()),
    input: { email: "linker@example.com", username: "linker", password: PASSWORD },
  });
  if (!made.ok) throw new Error(made.reason);
  withPassword = made.userId;
});

const link = (userId: string, password?: string) =>
  createBinding({
    ctx: testContext(userActor(userId)),
    input: { purpose: "link", ...(password === undefined ? {} : { password }) },
  });

test("linking WeChat wants the password of whoever has one: an open session is not enough", async () => {
  for (const password of [undefined, "a wild guess"])
    await expect(link(withPassword, password)).rejects.toMatchObject({ status: 403, code: "wrong_password" });
  expect(await link(withPassword, PASSWORD)).toMatchObject({ pollAfterMs: 2_000 });
});

test("who has no password is asked for none", async () => {
  const { id } = await insertUser();
  expect(await link(id)).toMatchObject({ pollAfterMs: 2_000 });
});
