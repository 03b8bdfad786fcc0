import { beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { db } from "@/db/client";
import { devices } from "@/db/schema";
import { insertUser } from "@/db/testing-users";
import { newId } from "@/lib/platform/ids";
import { adminAction, publicAction, userAction } from "./action";
import { signDeviceToken } from "./session/device-token";
import { signSession } from "./session/token";

const sent = vi.hoisted(() => ({ headers: new Headers() }));
vi.mock("next/headers", () => ({ headers: async () => sent.headers }));

const options = { input: z.strictObject({ n: z.number().int().max(5) }), limit: "write" as const };
const echo = async ({ ctx, input }: { ctx: { actor: { kind: string } }; input: { n: number } }) => ({
  kind: ctx.actor.kind,
  n: input.n,
});

async function signedInAs(role: "user" | "admin" | null): Promise<void> {
  sent.headers = new Headers();
  if (!role) return;
  const { id } = await insertUser({ role });
  sent.headers.set("cookie", `xintu.session=${await signSession({ userId: id, version: 1 })}`);
}

beforeEach(() => signedInAs(null));

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
