import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { db } from "@/db/client";
import { jobActor, testContext } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { openConnection } from "@/lib/api-configs/open";
import { rotateApiConfigs } from "@/lib/api-configs/rotate";
import { startTestVendor } from "@/lib/api-configs/testing-vendor.fixture";
import type { RouteHandler } from "@/lib/entry/route";
import { signSession } from "@/lib/entry/session/token";
import { newId } from "@/lib/platform/ids";
import { forget } from "@/lib/platform/process/singleton";
import { GET as get, DELETE as remove, PATCH as update } from "./[id]/route";
import { POST as runTest } from "./[id]/test/route";
import { POST as create, GET as list } from "./route";

vi.hoisted(() => {
  process.env.OUTBOUND_ALLOW = "127.0.0.1:*";
  process.env.LOG_LEVEL = "trace";
  process.env.RATE_LIMIT_FACTOR = "10";
});

let vendor: Awaited<ReturnType<typeof startTestVendor>>;
let token = "";
let otherToken = "";
let freeToken = "";
beforeAll(async () => {
  vendor = await startTestVendor();
  const people = [
    await insertUser({ plan: "pro" }),
    await insertUser({ plan: "enterprise" }),
    await insertUser(),
  ];
  [token = "", otherToken = "", freeToken = ""] = await Promise.all(
    people.map(({ id }) => signSession({ userId: id, version: 1 })),
  );
});
afterAll(() => vendor.close());

async function call(
  handler: RouteHandler,
  options: { as?: string; id?: string; method?: string; body?: unknown } = {},
) {
  const response = await handler(
    new Request("http://localhost:3000/api/v1/api-configs", {
      method: options.method ?? "POST",
      headers: {
        authorization: `Bearer ${options.as ?? token}`,
        ...(options.body === undefined ? {} : { "content-type": "application/json" }),
      },
      body: options.body === undefined ? undefined : JSON.stringify(options.body),
    }),
    { params: Promise.resolve<Record<string, string>>(options.id === undefined ? {} : { id: options.id }) },
  );
  const text = await response.text();
  return { status: response.status, text, json: text === "" ? null : JSON.parse(text) };
}

const config = (changes: object = {}) => ({
  name: "own",
  provider: "openai",
  baseUrl: vendor.baseUrl,
  apiKey: "ok-0123456789abcdef",
  model: "gpt-image-2",
  ...changes,
});

describe("the routes", () => {
  test("create, list, show, change, test and remove a config", async () => {
    const made = await call(create, { body: config() });
    expect(made).toMatchObject({
      status: 201,
      json: { apiKeyLast4: "cdef", provider: "openai", test: null },
    });
    const { id } = made.json;
    expect(await call(list, { method: "GET" })).toMatchObject({
      status: 200,
      json: { items: [{ id }], nextCursor: null },
    });
    expect(await call(get, { method: "GET", id })).toMatchObject({ status: 200, json: { id } });
    const renamed = await call(update, { method: "PATCH", id, body: { name: "renamed" } });
    expect(renamed).toMatchObject({ status: 200, json: { id, name: "renamed", apiKeyLast4: "cdef" } });
    expect(await call(runTest, { id })).toMatchObject({
      status: 200,
      json: { ok: true, config: { test: { ok: true } } },
    });
    expect(await call(remove, { method: "DELETE", id })).toMatchObject({ status: 204, text: "" });
    expect(await call(remove, { method: "DELETE", id })).toMatchObject({ status: 404 });
  });

  test("answer 404 for another person's config and 403 without the permission", async () => {
    const { id } = (await call(create, { body: config() })).json;
    for (const [as, status] of [
      [otherToken, 404],
      [freeToken, 403],
      ["nonsense", 401],
    ] as const) {
      expect(await call(get, { method: "GET", as, id })).toMatchObject({ status });
      expect(await call(update, { method: "PATCH", as, id, body: { name: "x" } })).toMatchObject({ status });
      expect(await call(runTest, { as, id })).toMatchObject({ status });
      expect(await call(remove, { method: "DELETE", as, id })).toMatchObject({ status });
    }
    expect(await call(create, { as: freeToken, body: config() })).toMatchObject({ status: 403 });
    expect(await call(list, { method: "GET", as: freeToken })).toMatchObject({ status: 403 });
  });

  test("name the field at fault for addresses that are not allowed", async () => {
    for (const baseUrl of ["https://169.254.169.254/", "http://api.openai.com/v1", "https://0x7f000002/"])
      expect(await call(create, { body: config({ baseUrl }) })).toMatchObject({
        status: 400,
        json: { code: "address_not_allowed", fields: { baseUrl: expect.any(String) } },
      });
  });
});

/** Every spelling in which a key could stand somewhere. */
const spellings = (key: string) => {
  const bytes = Buffer.from(key);
  // Base64 of a part depends on where it begins, so the middle that is the same in all three is looked for.
  const inner = [0, 1, 2].map((skip) => bytes.subarray(skip).toString("base64").slice(4, 20));
  return [key.slice(2, -4), bytes.subarray(2, -4).toString("hex"), ...inner, encodeURIComponent(key)];
};

/** Every row of every table as text. */
async function wholeDatabase(): Promise<string> {
  const tables = await db().execute<{ name: string }>(
    sql`select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  const parts: string[] = [];
  for (const { name } of tables) {
    const rows = await db().execute<{ line: string }>(
      sql`select row_to_json(t)::text as line from ${sql.identifier(name)} t`,
    );
    parts.push(...rows.map(({ line }) => line));
  }
  return parts.join("\n");
}

test("a key stands in no answer, log line, error or row, whatever happens to it", async () => {
  const written: string[] = [];
  const keep = (...given: unknown[]) => void written.push(given.map(String).join(" "));
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, "write").mockImplementation((data) => {
      keep(data);
      return true;
    });
  for (const name of ["log", "warn", "error"] as const) vi.spyOn(console, name).mockImplementation(keep);
  // The logger takes the stream that it finds when it is made.
  forget("log");
  const answers: string[] = [];
  const note = async (...given: Parameters<typeof call>) => {
    const answer = await call(...given);
    answers.push(answer.text);
    return answer;
  };
  const errors: unknown[] = [];
  const keys: string[] = [];
  const canary = (kind: string) => {
    const key = `${kind}-canary-${newId("request")}`;
    keys.push(key);
    return key;
  };

  for (const kind of ["ok", "bad", "echo", "page", "away"]) {
    const made = await note(create, { body: config({ apiKey: canary(kind), name: `canary ${kind}` }) });
    expect(made.status).toBe(201);
    const { id } = made.json;
    expect((await note(runTest, { id })).json.ok).toBe(kind === "ok");
    await note(get, { method: "GET", id });
    await note(update, { method: "PATCH", id, body: { apiKey: canary(kind) } });
    await note(update, { method: "PATCH", id, body: { apiKey: canary(kind), model: "?? not a model" } });
    await note(update, { method: "PATCH", id, body: { apiKey: canary(kind), baseUrl: "https://10.0.0.1/" } });
    await note(update, { method: "PATCH", id, body: { apiKey: `${canary(kind)} with blanks` } });
    await note(runTest, { id });
    await db().execute(
      sql`update api_configs set api_key = set_byte(api_key, 30, 255 - get_byte(api_key, 30)) where id = ${id}`,
    );
    expect((await note(runTest, { id })).status).toBe(503);
    errors.push(await openConnection(testContext(jobActor()), id).catch((error: unknown) => error));
  }
  await rotateApiConfigs({ ctx: testContext(), input: {} });
  await note(create, { body: config({ apiKey: canary("no"), options: { dialect: "unheard" } }) });
  await note(create, { body: config({ apiKey: canary("no"), baseUrl: "https://localhost/" }) });
  await note(create, { body: config({ apiKey: { nested: canary("no") } }) });
  await note(create, { body: { [canary("no").slice(0, 3)]: canary("no") } });
  await note(list, { method: "GET" });

  const told = [
    ...answers,
    ...written,
    ...errors.map((error) =>
      error instanceof Error ? `${error.stack}${JSON.stringify(error)}` : String(error),
    ),
    await wholeDatabase(),
  ].join("\n");
  vi.restoreAllMocks();
  forget("log");
  expect(written.join("")).toContain('"logger":"app.entry.route"');
  expect(told).toContain("canary echo");
  for (const key of keys)
    for (const spelling of spellings(key)) expect(told, `${key} as ${spelling}`).not.toContain(spelling);
});
