import { beforeAll, describe, expect, test } from "vitest";
import { insertUser } from "@/db/testing-users";
import type { RouteHandler } from "@/lib/entry/route";
import { signSession } from "@/lib/entry/session/token";
import { insertPublication } from "@/lib/gallery/gallery.fixture";
import { GET as figures } from "../publications/[id]/figures/route";
import { PUT as like, DELETE as unlike } from "./[id]/like/route";
import { POST as report } from "./[id]/reports/route";
import { GET as one } from "./[id]/route";
import { GET as liked } from "./liked/route";
import { GET as list } from "./route";
import { GET as tags } from "./tags/route";

let author = { id: "", token: "" };
let reader = { id: "", token: "" };
let id = "";
beforeAll(async () => {
  const person = async () => {
    const user = await insertUser();
    return { id: user.id, token: await signSession({ userId: user.id, version: 1 }) };
  };
  [author, reader] = [await person(), await person()];
  id = await insertPublication({ userId: author.id, tags: ["ink-wash"] });
});

async function call(
  handler: RouteHandler,
  method: string,
  options: {
    id?: string;
    query?: string;
    body?: unknown;
    token?: string;
    headers?: Record<string, string>;
  } = {},
) {
  const headers = new Headers(options.headers);
  if (options.token) headers.set("authorization", `Bearer ${options.token}`);
  if (options.body) headers.set("content-type", "application/json");
  const body = options.body ? JSON.stringify(options.body) : undefined;
  const request = new Request(`http://localhost:3000/x${options.query ?? ""}`, { method, headers, body });
  const params = Promise.resolve<Record<string, string>>(options.id ? { id: options.id } : {});
  const answer = await handler(request, { params });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, text, body: text ? JSON.parse(text) : null };
}

describe("the gallery over HTTP", () => {
  test("is there for anybody, with a tag that a second call may answer with 304", async () => {
    const first = await call(list, "GET");
    expect(first.status).toBe(200);
    expect(first.headers.get("content-type")).toBe("application/json");
    expect(first.headers.get("cache-control")).toBe("public, no-cache");
    expect(first.body.items).toMatchObject([{ id, styleTags: ["ink-wash"] }]);
    const etag = first.headers.get("etag") ?? "";
    for (const value of [etag, `W/${etag}`, `"other", ${etag}`]) {
      const again = await call(list, "GET", { headers: { "if-none-match": value } });
      expect([again.status, again.text]).toEqual([304, ""]);
    }
    expect((await call(list, "GET", { headers: { "if-none-match": '"other"' } })).status).toBe(200);
  });

  test("is the same for everybody: who asks changes neither a byte nor the cookies", async () => {
    const [nobody, somebody] = [
      await call(list, "GET", { query: "?sort=popular" }),
      await call(list, "GET", {
        query: "?sort=popular",
        headers: { cookie: `xintu.session=${reader.token}` },
      }),
    ];
    expect(somebody.text).toBe(nobody.text);
    expect(somebody.headers.get("set-cookie")).toBeNull();
  });

  test("answers what it does not understand with a problem", async () => {
    for (const query of [
      "?cursor=x",
      "?sort=best",
      "?limit=61",
      "?tag=../x",
      "?x=1",
      `?q=${"x".repeat(101)}`,
      "?author=",
    ])
      expect((await call(list, "GET", { query })).status, query).toBe(400);
  });

  test("shows an image to anybody, and counts likes of those who are signed in", async () => {
    expect((await call(one, "GET", { id })).body).toMatchObject({ id, likes: 0 });
    expect((await call(like, "PUT", { id })).status).toBe(401);
    expect((await call(like, "PUT", { id, token: reader.token })).body).toEqual({ liked: true, likes: 1 });
    expect((await call(liked, "GET", { query: `?ids=${id}`, token: reader.token })).body).toEqual({
      ids: [id],
    });
    expect((await call(liked, "GET", { query: "?ids=x", token: reader.token })).status).toBe(400);
    expect((await call(liked, "GET", { query: `?ids=${id}` })).status).toBe(401);
    expect((await call(unlike, "DELETE", { id, token: reader.token })).body).toEqual({
      liked: false,
      likes: 0,
    });
    expect((await call(tags, "GET")).status).toBe(200);
  });

  test("takes reports, and shows figures to the owner alone", async () => {
    const body = { reason: "other", note: "look" };
    expect((await call(report, "POST", { id, body })).status).toBe(401);
    for (const _ of [1, 2])
      expect((await call(report, "POST", { id, body, token: reader.token })).status).toBe(204);
    expect((await call(report, "POST", { id, body: { reason: "x" }, token: reader.token })).status).toBe(400);
    expect((await call(figures, "GET", { id, token: reader.token })).status).toBe(404);
    const own = await call(figures, "GET", { id, token: author.token });
    expect(own.body.days).toHaveLength(30);
  });

  test("knows nothing of an image that is not public", async () => {
    const hidden = await insertPublication({ userId: author.id, state: "pending" });
    expect((await call(one, "GET", { id: hidden, token: author.token })).status).toBe(404);
    expect((await call(like, "PUT", { id: hidden, token: reader.token })).status).toBe(404);
    expect(
      (await call(report, "POST", { id: hidden, body: { reason: "other" }, token: reader.token })).status,
    ).toBe(404);
  });
});
