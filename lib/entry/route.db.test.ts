import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { db } from "@/db/client";
import { users } from "@/db/schema";
import { insertUser } from "@/db/testing-users";
import { AppError } from "@/lib/platform/errors";
import { plainText } from "@/lib/platform/http/plain-text";
import { rateLimits } from "./limits/rate-limits";
import { adminUpload, publicRoute, type RouteHandler, userRoute } from "./route";
import { signSession } from "./session/token";

const echo = z.strictObject({
  text: z.string().max(10),
  times: z.coerce.number().int().min(1).max(3).default(1),
});
const output = z.object({ said: z.string(), by: z.string() });
const say = userRoute({ input: echo, output, limit: "write", status: 201 }, async ({ ctx, input }) => ({
  said: input.text.repeat(input.times),
  by: ctx.actor.userId,
  secret: "a row has more columns than a view",
}));

let userId = "";
let token = "";
beforeAll(async () => {
  userId = (await insertUser()).id;
  token = await signSession({ userId, version: 1 });
});

const send = (
  handler: RouteHandler,
  body: BodyInit | undefined,
  headers: Record<string, string> = {},
  query = "",
) =>
  handler(
    new Request(`http://app.test/api/v1/echo${query}`, {
      method: "POST",
      body,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...headers },
    }),
  );
const problem = async (answer: Response) => {
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  const value = (await answer.json()) as {
    status: number;
    code: string;
    requestId: string;
    fields?: Record<string, string>;
  };
  expect(value).toMatchObject({ status: answer.status, requestId: answer.headers.get("x-request-id") });
  return value;
};

describe("a route", () => {
  test("answers the bare resource, parsed out, with a request id", async () => {
    const answer = await send(say, '{"text":"a","times":3}');
    expect(answer.status).toBe(201);
    expect(answer.headers.get("x-request-id")).toMatch(/^req_/);
    expect(await answer.json()).toEqual({ said: "aaa", by: userId });
  });

  test.each([
    {
      name: "a wrong field by its name",
      body: '{"text":"too long a text"}',
      status: 400,
      code: "invalid_input",
      field: "text",
    },
    {
      name: "an unknown field by its name",
      body: '{"text":"a","x":1}',
      status: 400,
      code: "invalid_input",
      field: "x",
    },
    { name: "broken JSON", body: '{"text"', status: 400, code: "malformed_json" },
    { name: "JSON that is no object", body: "[]", status: 400, code: "malformed_json" },
    {
      name: "JSON nested too deeply",
      body: `{"text":${"[".repeat(50)}${"]".repeat(50)}}`,
      status: 400,
      code: "malformed_json",
    },
    {
      name: "a body that is too large",
      body: `{"text":"${"x".repeat(70_000)}"}`,
      status: 413,
      code: "body_too_large",
    },
  ])("refuses $name", async ({ body, status, code, field }) => {
    const answer = await send(say, body);
    expect(answer.status).toBe(status);
    const refused = await problem(answer);
    expect(refused.code).toBe(code);
    if (field) expect(refused.fields).toHaveProperty(field);
  });

  test("refuses what is not JSON by its type, and invalid UTF-8", async () => {
    expect((await problem(await send(say, "text=a", { "content-type": "text/plain" }))).code).toBe(
      "unsupported_media_type",
    );
    expect((await problem(await send(say, new Uint8Array([123, 255, 125])))).code).toBe("malformed_json");
  });

  test("refuses a parameter that is given twice", async () => {
    expect((await problem(await send(say, "{}", {}, "?text=a&text=b"))).fields).toHaveProperty("text");
  });

  test("refuses nobody, forged tokens, and sessions older than the user's version", async () => {
    const statuses = async (authorization: string) =>
      (await send(say, '{"text":"a"}', { authorization })).status;
    expect(await statuses("")).toBe(401);
    expect(await statuses(`Bearer ${token.slice(0, -3)}AAA`)).toBe(401);
    const { id } = await insertUser();
    const old = await signSession({ userId: id, version: 1 });
    expect(await statuses(`Bearer ${old}`)).toBe(201);
    await db().update(users).set({ sessionVersion: 2 }).where(eq(users.id, id));
    expect(await statuses(`Bearer ${old}`)).toBe(401);
    await db().update(users).set({ status: "suspended", sessionVersion: 1 }).where(eq(users.id, id));
    expect(await statuses(`Bearer ${old}`)).toBe(401);
  });

  test("a cookie does not write from another site's page, a bearer token may", async () => {
    const cookie = { authorization: "", cookie: `a=b; xintu.session=${token}`, host: "app.test" };
    expect((await send(say, '{"text":"a"}', { ...cookie, origin: "http://app.test" })).status).toBe(201);
    expect((await send(say, '{"text":"a"}', { ...cookie, origin: "https://evil.test" })).status).toBe(403);
    expect((await send(say, '{"text":"a"}', { ...cookie, origin: "null" })).status).toBe(403);
    expect((await send(say, '{"text":"a"}', { origin: "https://evil.test" })).status).toBe(201);
  });

  test("a token older than a day is replaced with the answer, by cookie only", async () => {
    const old = await signSession({ userId, version: 1 }, new Date(Date.now() - 2 * 86_400_000));
    const byCookie = await send(say, '{"text":"a"}', { authorization: "", cookie: `xintu.session=${old}` });
    expect(byCookie.headers.get("set-cookie")).toMatch(/^xintu\.session=ey.*HttpOnly; SameSite=Lax/);
    const byBearer = await send(say, '{"text":"a"}', { authorization: `Bearer ${old}` });
    expect(byBearer.headers.get("set-cookie")).toBeNull();
  });

  test("an unknown failure answers a fixed text; the detail is in the log", async () => {
    const failing = publicRoute({ input: z.strictObject({}), output, limit: "publicRead" }, async () => {
      throw new Error("password=hunter2");
    });
    const answer = await send(failing, "{}");
    expect(answer.status).toBe(500);
    expect(JSON.stringify(await problem(answer))).not.toContain("hunter2");
  });

  test("an expected refusal has its status and code", async () => {
    const refusing = publicRoute({ input: z.strictObject({}), output, limit: "publicRead" }, async () => ({
      ok: false as const,
      reason: "not_enough_credits",
    }));
    const answer = await send(refusing, "{}");
    expect([answer.status, (await problem(answer)).code]).toEqual([402, "not_enough_credits"]);
  });

  test("an answer that misses its own schema is a failure of ours and not sent", async () => {
    const wrong = publicRoute(
      { input: z.strictObject({}), output, limit: "publicRead" },
      async () => ({ said: 1 }) as never,
    );
    expect((await send(wrong, "{}")).status).toBe(500);
  });

  test("too many calls answer 429 with the time to wait", async () => {
    const { id } = await insertUser();
    const eager = await signSession({ userId: id, version: 1 });
    const once = () => send(say, '{"text":"a"}', { authorization: `Bearer ${eager}` });
    for (let i = 0; i < rateLimits.write.max; i += 1) await once();
    const answer = await once();
    expect(answer.status).toBe(429);
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await problem(answer)).code).toBe("rate_limited");
  });

  test("a refusal of a verb keeps its status", async () => {
    const gone = publicRoute({ input: z.strictObject({}), output, limit: "publicRead" }, async () => {
      throw new AppError(410, "gone", "No longer there.");
    });
    expect((await send(gone, "{}")).status).toBe(410);
  });
});

describe("an upload of an admin", () => {
  const keep = adminUpload(
    {
      input: z.strictObject({ reason: plainText(500).min(3) }),
      output: z.object({ reason: z.string(), size: z.number() }),
      limit: "write",
      maxBytes: 10,
    },
    async ({ input, bytes }) => ({ reason: input.reason, size: bytes.byteLength }),
  );
  let admin = "";
  beforeAll(async () => {
    admin = await signSession({ userId: (await insertUser({ role: "admin" })).id, version: 1 });
  });
  const upload = (headers: Record<string, string>, query = "") =>
    send(keep, "file", { authorization: `Bearer ${admin}`, ...headers }, query);

  test.each(["for a better example", "换一张, 100% 清楚 🦊\nand\tmore", "图".repeat(500)])(
    "has its reason in a header, whatever its letters (%#)",
    async (reason) => {
      const answer = await upload({ "x-reason": encodeURIComponent(reason) });
      expect([answer.status, await answer.json()]).toEqual([200, { reason, size: 4 }]);
    },
  );

  test.each([
    ["none", {}, ""],
    ["one in the address, where logs would keep it", {}, "?reason=a%20better%20one"],
    ["one in both", { "x-reason": "a better one" }, "?reason=a%20better%20one"],
    ["half an escape", { "x-reason": "50% better" }, ""],
    ["bytes that are not UTF-8", { "x-reason": "%ff%fe%fd" }, ""],
    ["bytes as they are", { "x-reason": "caf\u00e9 au lait" }, ""],
    ["one that is too short", { "x-reason": "ab" }, ""],
    ["one that is too long", { "x-reason": "x".repeat(501) }, ""],
    ["one beyond all bounds", { "x-reason": "%20".repeat(5_000) }, ""],
  ])("is refused on the field reason with %s", async (_, headers: Record<string, string>, query) => {
    const answer = await problem(await upload(headers, query));
    expect(answer).toMatchObject({
      ...{ status: 400, code: "invalid_input" },
      fields: { reason: expect.any(String) },
    });
  });

  test("tells a stranger nothing of a broken reason", async () => {
    expect((await upload({ "x-reason": "%", authorization: `Bearer ${token}` })).status).toBe(403);
  });
});
