import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { asc, eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { type Ask, findEndpoints, send } from "@/app/api/tenants/call.fixture";
import { panelActions } from "@/app/api/tenants/rows-panel.fixture";
import { db } from "@/db/client";
import { auditLog } from "@/db/schema";
import { testContext } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { openSession } from "@/lib/accounts/sessions/open";
import { listAuditInput } from "@/lib/audit/schema";
import type { ActionResult } from "@/lib/entry/action";
import { signSession } from "@/lib/entry/session/token";
import { hashPassword } from "@/lib/platform/passwords/hash";
import { setRequestSink } from "@/lib/platform/process/request-sink";
import { openWriteWorld, reason, type WriteCase, type WriteWorld } from "./write-case.fixture";
import { contentWrites } from "./writes-content.fixture";
import { moneyWrites } from "./writes-money.fixture";
import { peopleWrites } from "./writes-people.fixture";
import { systemWrites, vendorWrites } from "./writes-system.fixture";

const ADDRESS = "203.0.113.7";
const PASSWORD = "the password of this admin";
const sent = vi.hoisted(() => ({ headers: new Headers() }));
vi.hoisted(() => {
  process.env.RATE_LIMIT_FACTOR = "1000";
  process.env.OUTBOUND_ALLOW = "127.0.0.1:*";
});
vi.mock("next/headers", () => ({
  headers: async () => sent.headers,
  cookies: async () => ({ get: () => undefined, set: () => undefined, delete: () => undefined }),
}));
vi.mock("next/cache", () => ({ revalidatePath: () => undefined }));
vi.mock("next/server", async (original) => ({ ...(await original<object>()), after: () => undefined }));

type Action = (input: unknown) => Promise<ActionResult<unknown>>;

const cases: WriteCase[] = [
  ...moneyWrites,
  ...peopleWrites,
  ...contentWrites,
  ...vendorWrites,
  ...systemWrites,
];

/** Every door of the panel that writes, by its name; each refuses by throwing. */
const doors = new Map<string, (input: object) => Promise<void>>();
for (const file of globSync("app/admin/**/actions.ts").sort()) {
  for (const [name, action] of Object.entries(
    (await import(join(process.cwd(), file))) as Record<string, Action>,
  )) {
    const proof = panelActions[name]?.isDangerous ? { password: PASSWORD } : {};
    doors.set(name, async (input) => {
      const answer = await action({ ...input, ...proof });
      if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer)}`);
    });
  }
}
for (const endpoint of await findEndpoints("app/api/v1/admin/**/route.ts"))
  if (endpoint.method !== "GET")
    doors.set(endpoint.name, async (ask: Ask) => {
      const { status, text } = await send(endpoint, ask, Object.fromEntries(sent.headers));
      if (status >= 300) throw new Error(`${endpoint.name}: ${status} ${text}`);
    });

let world: WriteWorld;
let adminId: string;
let requestIds: string[] = [];
beforeAll(async () => {
  world = await openWriteWorld();
  adminId = (await insertUser({ role: "admin", passwordHash: await hashPassword(PASSWORD) })).id;
  const opened = {
    userId: adminId,
    version: 1,
    method: "password",
    userAgent: "",
    address: ADDRESS,
  } as const;
  const { sessionId } = await openSession({ ctx: testContext(), input: { ...opened, replaces: null } });
  const token = await signSession({ userId: adminId, version: 1, sessionId });
  sent.headers = new Headers({ authorization: `Bearer ${token}`, "x-forwarded-for": ADDRESS });
});
afterAll(() => world.close());
beforeEach(() => {
  requestIds = [];
  setRequestSink(({ requestId }) => void requestIds.push(requestId));
});
afterEach(() => setRequestSink(null));

/** Whether there is anything in one side of a line. */
const tells = (side: unknown): boolean =>
  typeof side === "object" && side !== null ? Object.values(side).some(tells) : side !== null;

/** Whatever else is asked for, a reason that was given stands in it somewhere. */
const isReasoned = (ask: object): boolean =>
  JSON.stringify(ask, (name, value) => (name === "bytes" ? null : value)).includes(reason);

test("every write of the panel is tried here", () => {
  expect([...new Set(cases.map(({ door }) => door))].sort()).toEqual([...doors.keys()].sort());
});

test("the panel writes through its actions and routes alone", () => {
  const files = globSync("{app/admin,components/admin}/**/*.{ts,tsx}").filter((file) =>
    /^\s*["']use server["']/m.test(readFileSync(file, "utf8")),
  );
  expect(files.filter((file) => !file.endsWith("/actions.ts"))).toEqual([]);
});

describe.each(cases.map((one) => [one.as ? `${one.door}, ${one.as},` : one.door, one] as const))(
  "%s",
  (_, { door, kind, lines, ask, secret, done }) => {
    test("leaves its lines in the audit log, with who, from where, why, before and after", async () => {
      const input = await ask(world);
      await doors
        .get(door)?.(input)
        .finally(() => done?.(world));
      expect(requestIds).toHaveLength(1);
      const written = await db()
        .select()
        .from(auditLog)
        .where(eq(auditLog.requestId, requestIds[0] ?? ""))
        .orderBy(asc(auditLog.createdAt), asc(auditLog.id));
      expect(written.map(({ action }) => action).sort()).toEqual([...lines].sort());
      for (const line of written) {
        const { action, before, after } = line;
        expect(line).toMatchObject({ actorKind: "admin", actorId: adminId, address: ADDRESS });
        expect(line.subjectId, action).not.toBe("");
        expect(before, action).not.toBeNull();
        expect(after, action).not.toBeNull();
        expect(after, action).not.toEqual(before);
        expect(tells(before), `${action}: ${JSON.stringify(before)}`).toBe(kind !== "makes");
        expect(tells(after), `${action}: ${JSON.stringify(after)}`).toBe(kind !== "removes");
        expect(line.reason, action).toBe(isReasoned(input) ? reason : null);
        // How a key ends may stand there, and no more of it.
        const told = JSON.stringify(line);
        for (const hidden of [PASSWORD, ...(secret ? [secret.slice(0, -4)] : [])])
          expect(told).not.toContain(hidden);
        expect(listAuditInput.shape.action.safeParse(action).success, action).toBe(true);
      }
    });
  },
);
