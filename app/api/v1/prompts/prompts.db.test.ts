import { beforeAll, expect, test } from "vitest";
import { insertUser } from "@/db/testing-users";
import type { RouteHandler } from "@/lib/entry/route";
import { signSession } from "@/lib/entry/session/token";
import { GET as help } from "./help/route";
import { POST as improve, GET as readImprove } from "./improve/route";
import { DELETE as remove } from "./saved/[id]/route";
import { POST as save, GET as saved } from "./saved/route";
import { GET as used } from "./used/route";

let mine = "";
let theirs = "";
beforeAll(async () => {
  mine = await signSession({ userId: (await insertUser()).id, version: 1 });
  theirs = await signSession({ userId: (await insertUser()).id, version: 1 });
});

async function call(
  handler: RouteHandler,
  method: string,
  {
    token = mine,
    body,
    query = "",
    id,
  }: { token?: string; body?: unknown; query?: string; id?: string } = {},
) {
  const answer = await handler(
    new Request(`http://app.test/api/v1/prompts${query}`, {
      method,
      body: body === undefined ? undefined : JSON.stringify(body),
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
    }),
    id ? { params: Promise.resolve({ id }) } : undefined,
  );
  const text = await answer.text();
  return { status: answer.status, body: text ? JSON.parse(text) : null };
}

test("help tells that none is configured, and improving is refused with 503", async () => {
  expect(await call(help, "GET")).toEqual({
    status: 200,
    body: { available: false, reason: "not_configured" },
  });
  expect(await call(improve, "POST", { body: { prompt: "远山" } })).toMatchObject({
    status: 503,
    body: { code: "prompt_help_not_configured" },
  });
});

test("a saved prompt is listed for its owner, found by words, and deleted by nobody else", async () => {
  const made = await call(save, "POST", { body: { title: "远山", prompt: "晨雾里的远山" } });
  expect(made).toMatchObject({ status: 201, body: { title: "远山", negativePrompt: "", styleTags: [] } });
  const { id } = made.body;
  const found = await call(saved, "GET", { query: `?q=${encodeURIComponent("晨雾")}` });
  expect(found).toEqual({ status: 200, body: { items: [made.body], nextCursor: null } });
  expect((await call(saved, "GET", { token: theirs })).body.items).toEqual([]);
  expect((await call(remove, "DELETE", { id, token: theirs })).status).toBe(404);
  expect(await call(remove, "DELETE", { id })).toEqual({ status: 204, body: null });
  expect((await call(remove, "DELETE", { id })).status).toBe(404);
});

test("used prompts are a list", async () => {
  expect(await call(used, "GET", { query: "?limit=5" })).toEqual({
    status: 200,
    body: { items: [], nextCursor: null },
  });
});

test("wrong input is 400, another method 405, nobody 401", async () => {
  for (const body of [{}, { prompt: "" }, { prompt: "x".repeat(4_001) }, { prompt: "a", model: "b" }])
    expect((await call(improve, "POST", { body })).status).toBe(400);
  expect((await call(used, "GET", { query: "?limit=51" })).status).toBe(400);
  expect((await call(saved, "GET", { query: "?cursor=x" })).status).toBe(400);
  expect((await call(remove, "DELETE", { id: "img_1" })).status).toBe(400);
  expect((await call(readImprove, "GET")).status).toBe(405);
  for (const [handler, method] of [
    [help, "GET"],
    [used, "GET"],
    [saved, "GET"],
  ] as const)
    expect((await call(handler, method, { token: "" })).status).toBe(401);
});
