import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { db } from "@/db/client";
import { devices } from "@/db/schema";
import { testContext } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { openSession } from "@/lib/accounts/sessions/open";
import { newId } from "@/lib/platform/ids";
import { hashPassword } from "@/lib/platform/passwords/hash";
import { type AnsweredRequest, setRequestSink } from "@/lib/platform/process/request-sink";
import { adminAction, dangerousAdminAction, publicAction, userAction } from "./action";
import { rateLimits } from "./limits/rate-limits";
import { signDeviceToken } from "./session/device-token";
import { signSession } from "./session/token";
import { signViewAs } from "./session/view-as";

const PASSWORD = "a long password";

const sent = vi.hoisted(() => ({ headers: new Headers() }));
vi.mock("next/headers", () => ({ headers: async () => sent.headers }));

const options = {
  name: "test",
  input: z.strictObject({ n: z.number().int().max(5) }),
  limit: "write" as const,
};
const echo = async ({ ctx, input }: { ctx: { actor: { kind: string } }; input: { n: number } }) => ({
  kind: ctx.actor.kind,
  n: input.n,
});

async function signedInAs(
  role: "user" | "auditor" | "admin" | null,
  parts: { passwordHash?: string } = {},
): Promise<string | null> {
  sent.headers = new Headers();
  if (!role) return null;
  const { id } = await insertUser({ role, ...parts });
  sent.headers.set("cookie", `xintu.session=${await signSession({ userId: id, version: 1 })}`);
  return id;
}

const noted: AnsweredRequest[] = [];
beforeEach(async () => {
  noted.length = 0;
  setRequestSink((request) => void noted.push(request));
  await signedInAs(null);
});
afterAll(() => setRequestSink(null));

describe("server actions", () => {
  test("of everybody see who calls, and answer a value", async () => {
    expect(await publicAction(options, echo)({ n: 1 })).toEqual({
      ok: true,
      value: { kind: "anonymous", n: 1 },
    });
  });

  test("of users refuse nobody with a code", async () => {
    expect(await userAction(options, echo)({ n: 1 })).toMatchObject({ ok: false, code: "unauthenticated" });
    await signedInAs("user");
    expect(await userAction(options, echo)({ n: 1 })).toEqual({ ok: true, value: { kind: "user", n: 1 } });
  });

  test("of admins refuse people, and act as admin for admins", async () => {
    await signedInAs("user");
    expect(await adminAction(options, echo)({ n: 1 })).toMatchObject({ ok: false, code: "forbidden" });
    await signedInAs("admin");
    expect(await adminAction(options, echo)({ n: 1 })).toEqual({ ok: true, value: { kind: "admin", n: 1 } });
  });

  test("of admins refuse auditors, who only see", async () => {
    await signedInAs("auditor");
    const refused = { ok: false, code: "forbidden", status: 403 };
    expect(await adminAction(options, echo)({ n: 1 })).toMatchObject(refused);
    const dangerous = dangerousAdminAction(options, echo);
    expect(await dangerous({ n: 1, password: PASSWORD })).toMatchObject(refused);
  });

  test("that are dangerous want the admin's own password, and do not hand it on", async () => {
    const dangerous = dangerousAdminAction(options, echo);
    await signedInAs("admin", { passwordHash: await hashPassword(PASSWORD) });
    expect(await dangerous({ n: 1, password: "not it" })).toMatchObject({
      ok: false,
      code: "wrong_password",
    });
    expect(await dangerous({ n: 1 })).toMatchObject({ ok: false, code: "wrong_password" });
    const done = { ok: true, value: { kind: "admin", n: 1 } };
    expect(await dangerous({ n: 1, password: PASSWORD })).toEqual(done);
    expect(await dangerous({ n: 9, password: PASSWORD })).toMatchObject({ ok: false, code: "invalid_input" });
  });

  test("that are dangerous count the wrong passwords and not the right ones", async () => {
    const dangerous = dangerousAdminAction(options, echo);
    await signedInAs("admin", { passwordHash: await hashPassword(PASSWORD) });
    const { max } = rateLimits.password;
    for (let i = 0; i < max + 2; i += 1)
      expect(await dangerous({ n: i % 5, password: PASSWORD })).toMatchObject({ ok: true });
    for (let i = 0; i < max; i += 1)
      expect(await dangerous({ n: 1, password: `guess ${i}` })).toMatchObject({ code: "wrong_password" });
    // From now on the right one is not even looked at.
    expect(await dangerous({ n: 1, password: PASSWORD })).toMatchObject({
      code: "rate_limited",
      status: 429,
    });
  });

  test("that are dangerous are closed to an admin who has no password to be asked for", async () => {
    await signedInAs("admin");
    for (const given of [{}, { password: "" }, { password: PASSWORD }])
      expect(await dangerousAdminAction(options, echo)({ n: 1, ...given })).toMatchObject({
        ...{ ok: false, code: "password_missing", status: 403 },
      });
    expect(await adminAction(options, echo)({ n: 1 })).toMatchObject({ ok: true });
  });

  test("hand on what a person wrote for whoever is refused, and no other part of a refusal", async () => {
    const refuse = async () => ({
      ok: false as const,
      reason: "account_suspended",
      message: "Write to us.",
      left: 3,
    });
    const answer = await publicAction(options, refuse)({ n: 1 });
    expect(answer).toEqual({
      ...{ ok: false, code: "account_suspended", status: 403, message: "Write to us." },
      requestId: expect.stringMatching(/^req_/),
    });
  });

  test("refuse an admin who sees the product as somebody else", async () => {
    const { id } = await insertUser({ role: "admin" });
    const { id: seen } = await insertUser();
    const opened = { userId: id, version: 1, method: "password", userAgent: "", address: "" } as const;
    const { sessionId } = await openSession({ ctx: testContext(), input: { ...opened, replaces: null } });
    const token = await signSession({ userId: id, version: 1, sessionId });
    const view = await signViewAs({ userId: seen, adminId: id, sessionId }, new Date(Date.now() + 60_000));
    sent.headers = new Headers({ cookie: `xintu.session=${token}; xintu.view-as=${view}` });
    for (const action of [publicAction, userAction, adminAction])
      expect(await action(options, echo)({ n: 1 })).toMatchObject({ ok: false, code: "view_only" });
  });

  test("are not opened by a client's access token", async () => {
    const { id: userId } = await insertUser();
    const client = {
      clientId: "a-client-of-this-test",
      name: "x",
      platform: "linux" as const,
      secretHash: "",
    };
    const deviceId = newId("device");
    await db()
      .insert(devices)
      .values({ id: deviceId, userId, ...client });
    sent.headers.set("authorization", `Bearer ${await signDeviceToken({ deviceId, version: 1 })}`);
    expect(await userAction(options, echo)({ n: 1 })).toMatchObject({ ok: false, code: "unauthenticated" });
    expect(await publicAction(options, echo)({ n: 1 })).toMatchObject({ value: { kind: "anonymous" } });
  });

  test("name the field of a wrong input, whatever its type was said to be", async () => {
    const action = publicAction(options, echo);
    expect(await action({ n: 9 })).toMatchObject({
      ok: false,
      code: "invalid_input",
      fields: { n: expect.any(String) },
    });
    expect(await action("nonsense" as never)).toMatchObject({ ok: false, code: "invalid_input" });
  });

  test("pass an expected refusal on as its code", async () => {
    const refusing = publicAction(options, async () => ({ ok: false as const, reason: "email_taken" }));
    expect(await refusing({ n: 1 })).toMatchObject({ ok: false, code: "email_taken" });
  });

  test("answer a fixed code for what went wrong inside", async () => {
    const failing = publicAction(options, async (): Promise<{ n: number }> => {
      throw new Error("secret detail");
    });
    const answer = await failing({ n: 1 });
    expect(answer).toMatchObject({ ok: false, code: "internal_error" });
    expect(JSON.stringify(answer)).not.toContain("secret");
  });
});

describe("the request log", () => {
  const failing = async (): Promise<{ n: number }> => {
    throw new Error("secret detail");
  };
  const refusing = async () => ({ ok: false as const, reason: "email_taken" });
  const of = (parts: Partial<AnsweredRequest>) => ({
    at: expect.any(Date),
    requestId: expect.stringMatching(/^req_/),
    ...{ method: "POST", route: "action:test", client: "web", userId: null, bytesOut: null },
    ...{ status: 200, errorCode: null, durationMs: expect.any(Number) },
    ...parts,
  });

  test("has every action by its name, with the status that a route would have answered and that it answers itself", async () => {
    const answers = [
      await publicAction(options, echo)({ n: 1 }),
      await publicAction({ ...options, name: "other" }, refusing)({ n: 1 }),
      await publicAction(options, failing)({ n: 1 }),
      await publicAction(options, echo)({ n: 9 }),
      await userAction(options, echo)({ n: 1 }),
    ];
    expect(answers.map((answer) => (answer.ok ? 200 : answer.status))).toEqual([200, 409, 500, 400, 401]);
    expect(noted).toEqual([
      of({}),
      of({ route: "action:other", status: 409, errorCode: "email_taken" }),
      of({ status: 500, errorCode: "internal_error" }),
      of({ status: 400, errorCode: "invalid_input" }),
      of({ status: 401, errorCode: "unauthenticated" }),
    ]);
  });

  test("has the request's id and the person, also of what is refused to them", async () => {
    const userId = await signedInAs("auditor");
    const refused = await adminAction(options, echo)({ n: 1 });
    expect(noted).toEqual([of({ userId, status: 403, errorCode: "forbidden" })]);
    expect(refused).toMatchObject({ requestId: noted[0]?.requestId });
    await signedInAs("admin", { passwordHash: await hashPassword(PASSWORD) });
    await dangerousAdminAction(options, echo)({ n: 1, password: "not it" });
    expect(noted[1]).toMatchObject({ status: 403, errorCode: "wrong_password" });
  });

  test("that fails itself changes nothing of an answer", async () => {
    setRequestSink(() => {
      throw new Error("full");
    });
    expect(await publicAction(options, echo)({ n: 1 })).toMatchObject({ ok: true });
    expect(await publicAction(options, refusing)({ n: 1 })).toMatchObject({ code: "email_taken" });
  });
});
