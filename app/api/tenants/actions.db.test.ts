import { globSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { ActionResult } from "@/lib/entry/action";
import { newId } from "@/lib/platform/ids";
import { setRequestSink } from "@/lib/platform/process/request-sink";
import { type ActionRow, type ActionRows, nobodys } from "./action-row.fixture";
import { ADMIN_PASSWORD, askers, ofAuditor } from "./askers.fixture";
import { panelActions } from "./rows-panel.fixture";
import { bindingOf, orderOf, refundWish } from "./rows-shop.fixture";
import { openWorld, type World } from "./world.fixture";

const sent = vi.hoisted(() => ({ headers: new Headers() }));
vi.hoisted(() => {
  process.env.RATE_LIMIT_FACTOR = "1000";
});
vi.mock("next/headers", () => ({
  headers: async () => sent.headers,
  cookies: async () => ({ get: () => undefined, set: () => undefined, delete: () => undefined }),
}));
vi.mock("next/cache", () => ({ revalidatePath: () => undefined }));
vi.mock("next/server", async (original) => ({ ...(await original<object>()), after: () => undefined }));

type Action = (input: unknown) => Promise<ActionResult<unknown>>;

/** What somebody does with what is the owner's: there is no such thing for them. Keys and clients have no session. */
const one = (ask: ActionRow["ask"], code = "not_found"): ActionRow => ({
  expected: { ...nobodys, other: code, admin: code },
  ask,
});
const everybody = (code: string, ask: ActionRow["ask"]): ActionRow => ({
  expected: { anonymous: code, other: code, key: code, device: code, admin: code },
  ask,
});

const wrong = { password: "not the password" };
const id = async (made: Promise<{ params: { id: string } }>) => ({ id: (await made).params.id });

const rows: ActionRows = {
  ...panelActions,
  payOrderAction: one((world) => id(orderOf(world))),
  checkOrderAction: one((world) => id(orderOf(world))),
  closeOrderAction: one((world) => id(orderOf(world))),
  askForRefundAction: one(async (world) => ({ ...(await id(orderOf(world))), ...refundWish() })),
  buyAction: one(
    () => ({ sku: "gone", priceFen: 1, tradeType: "jsapi", idempotencyKey: newId("request") }),
    "product_gone",
  ),
  unbindDeviceAction: one(async (world) => ({ id: await world.device() })),
  confirmBindingAction: one((world) => id(bindingOf(world))),
  refuseBindingAction: one((world) => id(bindingOf(world))),
  signPageAction: one(() => ({ path: "/m/notices" }), "ok"),
  updateProfileAction: one(() => ({}), "ok"),
  changePasswordAction: one(
    () => ({ currentPassword: wrong.password, newPassword: "another password" }),
    "wrong_password",
  ),
  closeAccountAction: one(() => ({ password: "", confirm: "no" }), "invalid_input"),
  signInAction: everybody("wrong_credentials", () => ({ login: "nobody@example.test", ...wrong })),
  signUpAction: everybody("invalid_input", () => ({ email: "no address", username: "x", ...wrong })),
  requestRecoveryAction: everybody("recovery_off", () => ({ email: "nobody@example.test" })),
  recoverPasswordAction: everybody("recovery_link_invalid", () => ({
    token: "x".repeat(43),
    newPassword: "another password",
  })),
  finishWechatSignInAction: everybody("not_found", async (world) => ({
    ...(await id(bindingOf(world))),
    secret: "x".repeat(43),
  })),
};

/** They end the asker's own sessions and say nothing of anybody else's; their own tests see to them. */
const ofTheSession = ["signOutAction", "signOutEverywhereAction", "endOtherSessionsAction"];

const actions = new Map<string, Action>();
const ofThePanel: string[] = [];
for (const file of globSync("app/**/actions.ts").sort())
  for (const [name, action] of Object.entries(
    (await import(join(process.cwd(), file))) as Record<string, Action>,
  )) {
    actions.set(name, action);
    if (file.startsWith("app/admin/")) ofThePanel.push(name);
  }

/** What is sent; the password beside it where it is asked for. */
async function inputOf({ ask, isDangerous }: ActionRow): Promise<unknown> {
  const input = await ask(world);
  return isDangerous ? { ...Object(input), password: ADMIN_PASSWORD } : input;
}

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

test("every action has its row, and every row its action", () => {
  expect([...Object.keys(rows), ...ofTheSession].sort()).toEqual([...actions.keys()].sort());
});

test("every action stands in the request log under its own name", async () => {
  const noted: string[] = [];
  setRequestSink(({ route }) => void noted.push(route));
  sent.headers = new Headers();
  // Signing out goes to another page and has no frame.
  const framed = [...actions].filter(([name]) => name !== "signOutAction");
  for (const [, action] of framed) await action({});
  setRequestSink(null);
  expect(noted).toEqual(framed.map(([name]) => `action:${name.replace(/Action$/, "")}`));
  expect(new Set(noted).size).toBe(noted.length);
});

describe.each(Object.entries(rows))("%s", (name, row) => {
  test("answers each asker as the table says, and changes nothing of the owner's for those it refuses", async () => {
    const input = await inputOf(row);
    const credentials = await world.credentials();
    for (const asker of [...askers, "auditor", "viewer"] as const) {
      const before = await world.fingerprint();
      sent.headers = new Headers(credentials[asker]);
      const answer = await actions.get(name)?.(input);
      expect(answer?.ok ? "ok" : answer?.code, `${asker}: ${JSON.stringify(answer)}`).toBe(
        // Whoever sees the product as somebody else writes nothing, for them or for anybody.
        asker === "viewer"
          ? "view_only"
          : asker === "auditor"
            ? ofAuditor(row.expected)
            : row.expected[asker],
      );
      if (!answer?.ok) expect(await world.fingerprint()).toBe(before);
    }
  });
});

/** What an action answers whom it refuses, having changed nothing of anybody's. */
async function refusalOf(name: string, asker: "auditor" | "other" | "admin", input: unknown) {
  sent.headers = new Headers((await world.credentials())[asker]);
  const before = await world.wholeFingerprint();
  const answer = await actions.get(name)?.(input);
  expect(await world.wholeFingerprint(), asker).toBe(before);
  return answer;
}

describe.each(ofThePanel)("%s, called directly,", (name) => {
  test("refuses whoever may not write with 403, and nothing in the database changes", async () => {
    const row = rows[name];
    const input = row && (await inputOf(row));
    for (const asker of ["auditor", "other"] as const)
      expect(await refusalOf(name, asker, input)).toEqual({
        ...{ ok: false, code: "forbidden", status: 403, requestId: expect.stringMatching(/^req_/) },
      });
  });
});

describe.each(ofThePanel.filter((name) => rows[name]?.isDangerous))("%s", (name) => {
  test("wants the admin's own password, and without it nothing in the database changes", async () => {
    const input = Object(await rows[name]?.ask(world));
    for (const given of [input, { ...input, password: "not the admin's" }])
      expect(await refusalOf(name, "admin", given)).toMatchObject({ code: "wrong_password", status: 403 });
  });
});
