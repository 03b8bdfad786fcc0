import { createHash } from "node:crypto";
import { globSync } from "node:fs";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { grantCredits } from "@/lib/credits/grant";
import type { RouteHandler } from "@/lib/entry/route";
import { signSession } from "@/lib/entry/session/token";
import { createGeneration } from "@/lib/generations/create";
import { addImage } from "@/lib/images/add";
import { encodeCursor } from "@/lib/platform/http/cursor";
import { newId } from "@/lib/platform/ids";

const CALLS = 5_000;
const AT_ONCE = 8;
/** No language model is set up here, so that whoever hits upon a right input for its help is told so. */
const NOT_SET_UP = "prompt_help_not_configured";
const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
/** Answers in its own protocol and takes no input: tested where it is made. */
const ownProtocol = ["app/api/health/route.ts", "app/api/metrics/route.ts"];

/** Its caller is WeChat Pay, which says how a no is written. */
const vendorsFormat = /^app\/api\/wechat\/pay\//;

const files = globSync("app/**/route.ts").filter((file) => !ownProtocol.includes(file));
const routes = await Promise.all(
  files.map(async (file) => ({
    file,
    handlers: (await import(join(process.cwd(), file))) as Record<string, RouteHandler>,
  })),
);
const endpoints = routes.flatMap(({ file, handlers }) =>
  methods.flatMap((method) =>
    handlers[method] ? [{ name: `${method} ${file}`, method, file, call: handlers[method] }] : [],
  ),
);

let attackerToken = "";
let victim = { userId: "", generationId: "", imageId: "" };

beforeAll(async () => {
  const [attacker, other] = [await insertUser(), await insertUser()];
  attackerToken = await signSession({ userId: attacker.id, version: 1 });
  const give = {
    userId: other.id,
    amount: 100,
    source: "purchase" as const,
    expiresAt: null,
    businessKey: `g:${other.id}`,
  };
  await grantCredits({ ctx: testContext(), input: give });
  const created = await createGeneration({
    ctx: testContext(userActor(other.id)),
    input: { idempotencyKey: "victims-own-key", prompt: "mine", model: "sketch-1" },
  });
  if ("ok" in created) throw new Error(created.reason);
  const imageId = newId("image");
  await addImage({
    ctx: testContext(),
    original: await sharp({ create: { width: 128, height: 128, channels: 3, background: "red" } })
      .png()
      .toBuffer(),
    input: {
      ...{
        id: imageId,
        userId: other.id,
        generationId: created.id,
        ordinal: 0,
        parentImageId: null,
        prompt: "mine",
      },
      ...{ negativePrompt: "", styleTags: [], ratio: "1:1", tier: "1K", quality: "standard" },
      ...{ provider: "sketch", model: "sketch-1", seed: 1 },
    },
  });
  victim = { userId: other.id, generationId: created.id, imageId };
});

/** Everything of the victim, as one hash. */
async function fingerprint(): Promise<string> {
  const rows = await db().execute(sql`
    select 'user' as kind, to_jsonb(u) as row from users u where id = ${victim.userId}
    union all select 'generation', to_jsonb(g) from generation_history g where user_id = ${victim.userId}
    union all select 'image', to_jsonb(i) from generated_images i where user_id = ${victim.userId}
    union all select 'entry', to_jsonb(e) from ledger_entries e where user_id = ${victim.userId}
    union all select 'account', to_jsonb(a) from credit_accounts a where user_id = ${victim.userId}
    order by 1, 2`);
  return createHash("sha256").update(JSON.stringify(rows)).digest("hex");
}

const nasty = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    "",
    "\u0000",
    "\ud800",
    "../../etc/passwd",
    "' or 1=1 --",
    "__proto__",
    "constructor",
    "-1",
    "1e999",
    "NaN",
  ),
  fc.constantFrom("9".repeat(400), "[[[[", "{}", "null", "true", "%00", "gen_", "img_!", "x".repeat(5_000)),
  fc.constant("victim-generation"),
  fc.constant("victim-image"),
  fc.record({ atMs: fc.double(), id: fc.string() }).map((cursor) => encodeCursor(cursor)),
  fc.string().map((text) => Buffer.from(text).toString("base64url")),
);
const fieldNames = fc.constantFrom(
  ...[
    "id",
    "ids",
    "cursor",
    "limit",
    "q",
    "from",
    "to",
    "model",
    "ratio",
    "prompt",
    "negativePrompt",
    "styleTags",
    "count",
  ],
  ...[
    "seed",
    "tier",
    "quality",
    "idempotencyKey",
    "isFavorite",
    "variant",
    "format",
    "status",
    "trash",
    "favorite",
    "x",
  ],
);
const deep = fc.integer({ min: 2, max: 3_000 }).map((depth) => "[".repeat(depth) + "]".repeat(depth));
const body = fc.oneof(
  fc.json(),
  fc
    .dictionary(fieldNames, fc.oneof(fc.jsonValue(), nasty, fc.array(nasty, { maxLength: 4 })), {
      maxKeys: 8,
    })
    .map((value) => JSON.stringify(value)),
  nasty,
  deep.map((text) => `{"prompt":${text}}`),
  fc.constant(`{"prompt":"${"x".repeat(200_000)}"}`),
  fc.constant('{"__proto__":{"isAdmin":true},"prompt":"x"}'),
);
const token = fc.oneof(
  { weight: 6, arbitrary: fc.constant("attacker") },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "none",
      "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ1c3JfMSJ9.",
      "a.b.c",
      "x".repeat(9_000),
    ),
  },
  {
    weight: 1,
    arbitrary: fc
      .string()
      .map(
        (text) =>
          `${Buffer.from('{"alg":"HS256"}').toString("base64url")}.${Buffer.from(text).toString("base64url")}.AAAA`,
      ),
  },
);
const cursors = fc
  .record({
    atMs: fc.oneof(
      fc.integer({ min: 0 }),
      fc.maxSafeNat(),
      fc.constantFrom(253_402_300_799_999, 253_402_300_800_000, 8.64e15, -1),
    ),
    id: fc.constantFrom("img_01m7zyxn3ypdfxjdzhn66mf2nh", "gen_01m7zyxn3ypdfxjdzhn66mf2nh", "x"),
  })
  .map((cursor) => encodeCursor(cursor));
const inOrder = { idempotencyKey: "hostile-order", prompt: "x", model: "sketch-1", isFavorite: true };
const request = fc.record({
  token,
  body,
  query: fc.array(fc.tuple(fieldNames, nasty), { maxLength: 4 }),
  params: fc.tuple(nasty, nasty),
  type: fc.constantFrom(
    "application/json",
    "application/json; charset=utf-8",
    "text/plain",
    "multipart/form-data",
    "",
  ),
  headers: fc.constantFrom(
    {},
    { range: "bytes=5-1" },
    { range: "bytes=99999999999-" },
    { "last-event-id": "x" },
    { origin: "https://evil.example" },
    { "x-reason": "%e6%8d%a2%00" },
    { "x-reason": "%ff" },
  ),
  asCookie: fc.boolean(),
});
/** Requests that are in order but for one field, which random ones hardly ever are. */
const spoilt = fc
  .record({
    field: fieldNames,
    value: fc.oneof(
      nasty,
      cursors,
      fc.constantFrom("0001-01-01", "0000-01-01", "9999-12-31", "a\u0000b", "\u0000"),
    ),
    asBody: fc.boolean(),
    params: fc.constantFrom<[string, string]>(
      ["victim-image", "display"],
      ["victim-generation", ""],
      ["victim-image", "download"],
    ),
  })
  .map(({ field, value, asBody, params }) => ({
    token: "attacker",
    body: JSON.stringify(asBody ? { ...inOrder, [field]: value } : {}),
    query: asBody ? [] : [[field, value] as [string, string]],
    params,
    type: "application/json" as const,
    headers: {},
    asCookie: false,
  }));

type Hostile = typeof request extends fc.Arbitrary<infer T> ? T : never;

const stand = (text: string) =>
  text === "victim-generation" ? victim.generationId : text === "victim-image" ? victim.imageId : text;

/** A request that a person could really send: what the platform itself refuses to build, they cannot either. */
function build(method: string, hostile: Hostile): Request | null {
  const url = new URL("http://localhost:3000/api/v1/anything");
  for (const [key, value] of hostile.query) url.searchParams.append(key, stand(value));
  const headers = new Headers(hostile.headers as Record<string, string>);
  const sent = hostile.token === "attacker" ? attackerToken : hostile.token;
  try {
    if (hostile.asCookie) headers.set("cookie", `xintu.session=${sent}`);
    else headers.set("authorization", `Bearer ${sent}`);
    if (hostile.type) headers.set("content-type", hostile.type);
    return new Request(url, { method, headers, body: method === "GET" ? undefined : hostile.body });
  } catch {
    return null;
  }
}

function paramsOf(file: string, [first, second]: [string, string]): Record<string, string | string[]> {
  const names = [...file.matchAll(/\[(\.\.\.)?(\w+)\]/g)];
  return Object.fromEntries(
    names.map(([, rest, name = ""], i) => {
      const value = stand(i === 0 ? first : second);
      return [name, rest ? value.split("/") : value];
    }),
  );
}

async function attack(endpoint: (typeof endpoints)[number], hostile: Hostile): Promise<void> {
  const sent = build(endpoint.method, hostile);
  if (!sent) return;
  const answer = await endpoint.call(sent, {
    params: Promise.resolve(paramsOf(endpoint.file, hostile.params)),
  });
  // A stream of events ends when its reader leaves.
  if (answer.headers.get("content-type")?.startsWith("text/event-stream")) return answer.body?.cancel();
  const text = await answer.text();
  // What this installation does not have is refused in its own words; nothing has failed then.
  const isRefused =
    endpoint.file.includes("/prompts/improve/") &&
    answer.status === 503 &&
    JSON.parse(text).code === NOT_SET_UP;
  if (!isRefused) expect(answer.status, text).toBeLessThan(500);
  if (answer.status < 400) return;
  if (endpoint.method === "POST" && vendorsFormat.test(endpoint.file))
    return void expect(JSON.parse(text)).toEqual({ code: "FAIL", message: "失败" });
  expect(answer.headers.get("content-type")).toContain("application/problem+json");
  expect(JSON.parse(text)).toMatchObject({
    status: answer.status,
    code: expect.any(String),
    requestId: expect.stringMatching(/^req_/),
  });
  expect(text).not.toMatch(/postgres|drizzle|node_modules|at \w+ \(/i);
}

test("there are routes to attack", () => {
  expect(endpoints.length).toBeGreaterThan(15);
});

describe.each(endpoints)("$name", (endpoint) => {
  test(`${CALLS} hostile calls: never a 500, always a problem, nothing of another person's changed`, async () => {
    const before = await fingerprint();
    const calls = fc.sample(fc.oneof(request, spoilt), CALLS);
    for (let i = 0; i < calls.length; i += AT_ONCE)
      await Promise.all(calls.slice(i, i + AT_ONCE).map((hostile) => attack(endpoint, hostile)));
    expect(await fingerprint()).toBe(before);
  }, 600_000);
});
