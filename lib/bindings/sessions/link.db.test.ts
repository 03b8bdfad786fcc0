import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { db } from "@/db/client";
import { memberships, savedPrompts, users } from "@/db/schema";
import { anonymousActor, testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { signOutEverywhere } from "@/lib/accounts/sessions/sign-out-everywhere";
import { randomToken } from "@/lib/platform/crypto";
import { newId } from "@/lib/platform/ids";
import { acceptOauthReturn } from "../oauth/accept-return";
import { findOpenid } from "../read";
import { deliver, openid, setTestAccount, type TestAccount } from "../testing-account.fixture";
import { claimBinding } from "./claim";
import { confirmBinding } from "./confirm";
import { createBinding } from "./create";
import { refuseBinding } from "./refuse";

let wechat: TestAccount;
let person = "";
beforeEach(() => {
  wechat = setTestAccount();
  person = openid();
});

const anybody = () => testContext(anonymousActor());
const by = (userId: string) => testContext(userActor(userId));
async function newCode(purpose: "sign_in" | "link", userId?: string) {
  const made = await createBinding({ ctx: userId ? by(userId) : anybody(), input: { purpose } });
  return {
    id: made.id,
    polled: { id: made.id, secret: made.pollSecret },
    scene: wechat.scenes.at(-1) ?? "",
  };
}
const scan = (scene: string, from = person) => deliver(from, { kind: "scan", scene });
/** Opens a member page in WeChat. */
async function enter(from = person): Promise<string> {
  const code = randomToken();
  wechat.codes.set(code, { openid: from, unionid: null, isSnapshot: false });
  const back = await acceptOauthReturn({ ctx: anybody(), input: { code, stateHash: "a".repeat(64) } });
  if (!back.ok) throw new Error(back.reason);
  return back.userId;
}
const statusOf = async (id: string) =>
  (await db().select({ status: users.status }).from(users).where(eq(users.id, id)))[0]?.status;

test("an account that was made before and holds nothing is in nobody's way, also after a first try", async () => {
  const asker = await insertUser();
  const made = await enter();
  const late = await newCode("link", asker.id);
  expect(await scan(late.scene)).toContain("点此查看并确认");
  await refuseBinding({ ctx: by(made), input: { id: late.id } });
  const code = await newCode("link", asker.id);
  expect(await scan(code.scene)).toContain("点此查看并确认");
  expect(await confirmBinding({ ctx: by(made), input: { id: code.id } })).toMatchObject({ state: "bound" });
  expect(await statusOf(made)).toBe("deleted");
  expect(await enter()).toBe(asker.id);
});

test("neither kept words, a membership nor a role are given up for a link", async () => {
  const asker = await insertUser();
  const membership = { plan: "pro" as const, paidUntil: new Date(Date.now() + 86_400_000) };
  const holdings: ((userId: string) => PromiseLike<unknown>)[] = [
    (userId) =>
      db()
        .insert(savedPrompts)
        .values({ id: newId("savedPrompt"), userId, title: "x", prompt: "x" }),
    (userId) =>
      db()
        .insert(memberships)
        .values({ userId, ...membership }),
    (userId) => db().update(users).set({ role: "admin" }).where(eq(users.id, userId)),
  ];
  for (const hold of holdings) {
    const one = openid();
    const code = await newCode("link", asker.id);
    await scan(code.scene, one);
    const made = await enter(one);
    await hold(made);
    const answer = await confirmBinding({ ctx: by(made), input: { id: code.id } });
    expect(answer).toEqual({ ok: false, reason: "wechat_has_other_account" });
    expect(await statusOf(made)).toBe("active");
  }
});

test("a link that was asked for ends with the sessions of its account, and so does an unclaimed sign-in", async () => {
  const asker = await insertUser();
  const open = await newCode("link", asker.id);
  const scanned = await newCode("link", asker.id);
  await scan(scanned.scene);
  const made = await enter();
  await signOutEverywhere({ ctx: by(asker.id) });
  expect(await confirmBinding({ ctx: by(made), input: { id: scanned.id } })).toEqual({
    ok: false,
    reason: "binding_ended",
  });
  expect(await scan(open.scene, openid())).toContain("二维码已失效");
  expect(await findOpenid({ ctx: anybody(), userId: asker.id })).toBeNull();
  const signIn = await newCode("sign_in");
  await scan(signIn.scene);
  await confirmBinding({ ctx: by(made), input: { id: signIn.id } });
  await signOutEverywhere({ ctx: by(made) });
  expect(await claimBinding({ ctx: anybody(), input: signIn.polled })).toEqual({
    ok: false,
    reason: "binding_ended",
  });
});
