import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { GET as media } from "@/app/media/[id]/[variant]/route";
import { testContext } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import type { RouteHandler } from "@/lib/entry/route";
import { signSession } from "@/lib/entry/session/token";
import { addImage } from "@/lib/images/add";
import { readLabel } from "@/lib/labels/read";
import { newId } from "@/lib/platform/ids";
import { DELETE as deleteCollection, PATCH as updateCollection } from "./v1/collections/[id]/route";
import { POST as order } from "./v1/collections/order/route";
import { GET as collections, POST as createCollection } from "./v1/collections/route";
import { PATCH as update } from "./v1/images/[id]/route";
import { GET as duplicates } from "./v1/images/duplicates/route";
import { GET as exportZip } from "./v1/images/export/route";
import { GET as exportAll } from "./v1/images/export-all/route";
import { POST as move } from "./v1/images/move/route";
import { POST as purge } from "./v1/images/purge/route";
import { POST as restore } from "./v1/images/restore/route";
import { GET as list } from "./v1/images/route";
import { GET as storageUse } from "./v1/images/storage/route";
import { POST as tagImages, GET as tags } from "./v1/images/tags/route";
import { POST as emptyTrash } from "./v1/images/trash/empty/route";
import { POST as trash } from "./v1/images/trash/route";

let token = "";
let otherToken = "";
let privateId = "";
let publicId = "";

async function addPicture(userId: string, parts: { prompt: string; isPublic?: boolean }): Promise<string> {
  const id = newId("image");
  const original = await sharp({ create: { width: 640, height: 360, channels: 3, background: "#357" } })
    .png()
    .toBuffer();
  const made = {
    parentImageId: null,
    negativePrompt: "",
    styleTags: [],
    provider: "sketch",
    model: "sketch-1",
  };
  const size = { ratio: "16:9", tier: "1K" as const, quality: "standard" as const, seed: 1 };
  // A generation of its own per picture is not needed for the library; the column may be empty.
  const input = { ...made, ...size, ...parts, id, userId, generationId: null, ordinal: 0 };
  await addImage({ ctx: testContext(), original, input });
  return id;
}

beforeAll(async () => {
  const [owner, other] = [await insertUser(), await insertUser()];
  token = await signSession({ userId: owner.id, version: 1 });
  otherToken = await signSession({ userId: other.id, version: 1 });
  privateId = await addPicture(owner.id, { prompt: "雪山下的湖 quiet lake" });
  publicId = await addPicture(owner.id, { prompt: "city 100% night", isPublic: true });
});

const call = (
  handler: RouteHandler,
  path: string,
  options: {
    as?: string;
    params?: Record<string, string>;
    method?: string;
    body?: unknown;
    headers?: Record<string, string>;
  } = {},
) =>
  handler(
    new Request(`http://localhost:3000${path}`, {
      method: options.method ?? "GET",
      headers: {
        ...(options.as === undefined
          ? { authorization: `Bearer ${token}` }
          : options.as && { authorization: `Bearer ${options.as}` }),
        ...(options.body === undefined ? {} : { "content-type": "application/json" }),
        ...options.headers,
      },
      body: options.body === undefined ? undefined : JSON.stringify(options.body),
    }),
    { params: Promise.resolve(options.params ?? {}) },
  );
const file = (
  id: string,
  variant: string,
  options: { as?: string; headers?: Record<string, string>; query?: string } = {},
) => call(media, `/media/${id}/${variant}${options.query ?? ""}`, { ...options, params: { id, variant } });
const bytes = async (answer: Response) => Buffer.from(await answer.arrayBuffer());

describe("files", () => {
  test.each(["thumbnail", "display", "download"])(
    "%s carries exactly one label that names its picture",
    async (variant) => {
      const answer = await file(privateId, variant);
      expect(answer.status).toBe(200);
      const label = readLabel(await bytes(answer));
      expect(label).toMatchObject({ count: 1, aigc: { Label: "1", PropagateID: privateId } });
    },
  );

  test.each(["png", "jpeg", "webp"])("a download is made as %s when asked for", async (format) => {
    const answer = await file(privateId, "download", { query: `?format=${format}` });
    expect(answer.headers.get("content-type")).toBe(`image/${format}`);
    expect((await sharp(await bytes(answer)).metadata()).format).toBe(format);
  });

  test("a private picture is for its owner only", async () => {
    expect((await file(privateId, "display", { as: otherToken })).status).toBe(404);
    expect((await file(privateId, "display", { as: "" })).status).toBe(404);
    expect((await file(privateId, "display")).headers.get("cache-control")).toMatch(/^private,.*immutable/);
  });

  test("a public picture is for everybody, until it is in the trash", async () => {
    expect((await file(publicId, "display", { as: "" })).status).toBe(200);
    expect((await file(publicId, "display", { as: "" })).headers.get("cache-control")).toBe(
      "public, no-cache",
    );
    await call(trash, "/api/v1/images/trash", { method: "POST", body: { ids: [publicId] } });
    expect((await file(publicId, "display", { as: "" })).status).toBe(404);
    await call(restore, "/api/v1/images/restore", { method: "POST", body: { ids: [publicId] } });
    expect((await file(publicId, "display", { as: "" })).status).toBe(404);
  });

  test("the original is not an address", async () => {
    expect((await file(privateId, "original")).status).toBe(400);
  });

  test("answers 304 to its own ETag, 206 to a range, 416 beyond the end", async () => {
    const whole = await file(privateId, "display");
    const etag = whole.headers.get("etag") ?? "";
    const all = await bytes(whole);
    expect((await file(privateId, "display", { headers: { "if-none-match": etag } })).status).toBe(304);
    const part = await file(privateId, "display", { headers: { range: "bytes=10-19" } });
    expect(part.status).toBe(206);
    expect(part.headers.get("content-range")).toBe(`bytes 10-19/${all.length}`);
    expect((await bytes(part)).equals(all.subarray(10, 20))).toBe(true);
    const tail = await bytes(await file(privateId, "display", { headers: { range: "bytes=-5" } }));
    expect(tail.equals(all.subarray(-5))).toBe(true);
    expect((await file(privateId, "display", { headers: { range: "bytes=99999999-" } })).status).toBe(416);
  });
});

describe("library", () => {
  const found = async (query: string, as?: string) => {
    const answer = await call(list, `/api/v1/images${query}`, { as });
    expect(answer.status).toBe(200);
    return ((await answer.json()) as { items: { id: string }[] }).items.map((image) => image.id);
  };

  test("finds by words of the prompt in both languages, every word counting", async () => {
    expect(await found(`?q=${encodeURIComponent("雪山 LAKE")}`)).toEqual([privateId]);
    expect(await found(`?q=${encodeURIComponent("雪山 city")}`)).toEqual([]);
    expect(await found(`?q=${encodeURIComponent("100%")}`)).toEqual([publicId]);
  });

  test("shows nobody else's", async () => {
    expect(await found("", otherToken)).toEqual([]);
  });

  test("filters by favourite, ratio and day in Shanghai", async () => {
    await call(update, `/api/v1/images/${privateId}`, {
      method: "PATCH",
      body: { isFavorite: true },
      params: { id: privateId },
    });
    expect(await found("?favorite=true")).toEqual([privateId]);
    expect(await found("?ratio=1:1")).toEqual([]);
    expect(await found("?to=2020-01-01")).toEqual([]);
    expect((await found("?from=2020-01-01")).length).toBe(2);
  });

  test("pages by cursor without repeating or leaving out", async () => {
    const first = (await (await call(list, "/api/v1/images?limit=1")).json()) as {
      items: { id: string }[];
      nextCursor: string;
    };
    const second = await found(`?limit=1&cursor=${first.nextCursor}`);
    expect(new Set([first.items[0]?.id, ...second])).toEqual(new Set([privateId, publicId]));
  });

  test("another person's picture cannot be changed, trashed or exported", async () => {
    const patch = { method: "PATCH", body: { isFavorite: true }, params: { id: privateId }, as: otherToken };
    expect((await call(update, `/api/v1/images/${privateId}`, patch)).status).toBe(404);
    const trashed = await call(trash, "/api/v1/images/trash", {
      method: "POST",
      body: { ids: [privateId] },
      as: otherToken,
    });
    expect(await trashed.json()).toEqual({ changed: 0 });
    expect((await call(exportZip, `/api/v1/images/export?ids=${privateId}`, { as: otherToken })).status).toBe(
      404,
    );
  });

  test("a ZIP holds every picture asked for, each labelled", async () => {
    const answer = await call(exportZip, `/api/v1/images/export?ids=${privateId},${publicId}&format=jpeg`);
    const zip = await bytes(answer);
    expect(zip.subarray(0, 2).toString()).toBe("PK");
    expect(zip.toString("latin1").split("TC260:AIGC").length - 1).toBeGreaterThanOrEqual(2);
  });
});

describe("the library's doors", () => {
  const post = (handler: RouteHandler, path: string, body: unknown, as?: string) =>
    call(handler, path, { method: "POST", body, as });
  const none = `col_${"0".repeat(26)}`;
  const reads: [string, RouteHandler][] = [
    ["collections", collections],
    ["images/tags", tags],
    ["images/storage", storageUse],
    ["images/duplicates", duplicates],
    ["images/export-all", exportAll],
  ];

  test.each(reads)("GET %s answers its owner and no visitor", async (path, handler) => {
    const answer = await call(handler, `/api/v1/${path}`);
    expect(answer.status).toBe(200);
    await answer.arrayBuffer();
    expect((await call(handler, `/api/v1/${path}`, { as: "" })).status).toBe(401);
    expect((await call(handler, `/api/v1/${path}?x=1`)).status).toBe(400);
  });

  test("a collection is made, refused for its name, changed, ordered, filled and deleted", async () => {
    const made = await post(createCollection, "/api/v1/collections", { name: "doors" });
    expect(made.status).toBe(201);
    const { id } = (await made.json()) as { id: string };
    const again = await post(createCollection, "/api/v1/collections", { name: "Doors" });
    expect(again.status).toBe(409);
    expect(await again.json()).toMatchObject({
      code: "collection_name_taken",
      fields: { name: expect.any(String) },
    });
    const params = { id };
    const renamed = { method: "PATCH", body: { name: "gates" }, params };
    expect(await (await call(updateCollection, `/api/v1/collections/${id}`, renamed)).json()).toMatchObject({
      name: "gates",
    });
    expect(
      (await call(updateCollection, `/api/v1/collections/${id}`, { ...renamed, as: otherToken })).status,
    ).toBe(404);
    expect((await post(order, "/api/v1/collections/order", { parentId: null, ids: [id] })).status).toBe(200);
    const moved = await post(move, "/api/v1/images/move", { ids: [privateId], collectionId: id });
    expect(await moved.json()).toEqual({ changed: 1 });
    expect((await post(move, "/api/v1/images/move", { ids: [privateId], collectionId: none })).status).toBe(
      404,
    );
    const gone = { method: "DELETE", params };
    expect(
      (await call(deleteCollection, `/api/v1/collections/${id}`, { ...gone, as: otherToken })).status,
    ).toBe(404);
    expect((await call(deleteCollection, `/api/v1/collections/${id}`, gone)).status).toBe(204);
    expect((await call(deleteCollection, `/api/v1/collections/${id}`, gone)).status).toBe(404);
  });

  test("tags come and go; saying none is refused", async () => {
    const tagged = await post(tagImages, "/api/v1/images/tags", { ids: [privateId], add: ["Door"] });
    expect(await tagged.json()).toEqual({ changed: 1 });
    expect(await (await call(tags, "/api/v1/images/tags")).json()).toMatchObject({
      items: [{ tag: "door", images: 1 }],
    });
    expect((await post(tagImages, "/api/v1/images/tags", { ids: [privateId] })).status).toBe(400);
  });

  test("a picture of another person is neither tagged, moved nor purged", async () => {
    for (const [handler, path, body] of [
      [tagImages, "tags", { ids: [privateId], add: ["x"] }],
      [move, "move", { ids: [privateId], collectionId: null }],
      [purge, "purge", { ids: [privateId] }],
    ] as const)
      expect(await (await post(handler, `/api/v1/images/${path}`, body, otherToken)).json()).toEqual({
        changed: 0,
      });
  });

  test("purging and emptying reach the trash only", async () => {
    expect(await (await post(purge, "/api/v1/images/purge", { ids: [publicId] })).json()).toEqual({
      changed: 0,
    });
    await post(trash, "/api/v1/images/trash", { ids: [publicId] });
    expect(await (await post(emptyTrash, "/api/v1/images/trash/empty", {})).json()).toEqual({ changed: 1 });
    expect((await file(publicId, "display")).status).toBe(404);
    expect((await file(privateId, "display")).status).toBe(200);
  });
});
