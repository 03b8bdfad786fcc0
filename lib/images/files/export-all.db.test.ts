import { eq } from "drizzle-orm";
import sharp from "sharp";
import { beforeEach, expect, test } from "vitest";
import { db } from "@/db/client";
import { generatedImages } from "@/db/schema";
import { anonymousActor, testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { createCollection } from "@/lib/collections/create";
import { readLabel } from "@/lib/labels/read";
import { sha256Hex } from "@/lib/platform/crypto";
import { storage } from "@/lib/providers/storage/client";
import { purgeImages } from "../purge";
import { tagImages } from "../tags/tag";
import { makeImage } from "../testing-image.fixture";
import { trashImages } from "../trash";
import { exportEverything } from "./export-all";
import { unzip } from "./unzip.fixture";
import { uploadImage } from "./upload";

let owner = "";
const by = (userId: string) => testContext(userActor(userId));

beforeEach(async () => {
  owner = (await insertUser()).id;
});

interface Manifest {
  format: string;
  version: number;
  images: ({ id: string; file: string | null; sha256: string | null; missing: boolean } & Record<
    string,
    unknown
  >)[];
}

async function everything(userId = owner) {
  const { body } = exportEverything({ ctx: by(userId) });
  const files = unzip(Buffer.from(await new Response(body).arrayBuffer()));
  const manifest = JSON.parse(files.get("manifest.json")?.toString() ?? "") as Manifest;
  return { files, manifest, entry: (id: string) => manifest.images.find((image) => image.id === id) };
}

async function makeCollection(name: string, parentId: string | null = null): Promise<string> {
  const made = await createCollection({ ctx: by(owner), input: { name, parentId } });
  if ("ok" in made) throw new Error(made.reason);
  return made.id;
}

test("holds every image outside the trash, labelled, with all its data and its hash", async () => {
  const inner = await makeCollection("江南", await makeCollection("Trips"));
  const first = await makeImage(owner, { prompt: "烟雨 boat", collectionId: inner });
  const child = await makeImage(owner, { parentImageId: first, operation: "inpaint" }, 60);
  const trashed = await makeImage(owner, {}, 120);
  await makeImage((await insertUser()).id);
  await tagImages({ ctx: by(owner), input: { ids: [first], add: ["Favourite trip"] } });
  await trashImages({ ctx: by(owner), input: { ids: [trashed] } });
  const { files, manifest, entry } = await everything();
  expect(manifest).toMatchObject({ format: "xintu-library", version: 1 });
  expect(manifest.images.map((image) => image.id)).toEqual([child, first]);
  expect(entry(first)).toMatchObject({
    prompt: "烟雨 boat",
    tags: ["favourite trip"],
    collection: "Trips / 江南",
    aiClass: "made",
    settings: { operation: "generate", model: "sketch-1", seed: 1 },
    missing: false,
  });
  expect(entry(child)).toMatchObject({ parentImageId: first, collection: null });
  expect(entry(trashed)).toBeUndefined();
  for (const image of manifest.images) {
    const bytes = files.get(image.file ?? "") ?? Buffer.alloc(0);
    expect(sha256Hex(bytes)).toBe(image.sha256);
    expect(readLabel(bytes).aigc).toMatchObject({ Label: "1", PropagateID: image.id });
  }
  expect([...files.keys()].at(-1)).toBe("manifest.json");
  expect(JSON.parse(files.get("collections.json")?.toString() ?? "")).toMatchObject([
    { name: "Trips", path: "Trips", parentId: null },
    { name: "江南", path: "Trips / 江南" },
  ]);
});

test("an own photo comes back in its own format and without a label", async () => {
  const photo = await sharp({ create: { width: 180, height: 120, channels: 3, background: "#864" } })
    .jpeg()
    .toBuffer();
  const added = await uploadImage({ ctx: by(owner), input: {}, bytes: photo });
  if ("ok" in added) throw new Error(added.reason);
  const { files, entry } = await everything();
  const name = entry(added.id)?.file ?? "";
  expect(name).toMatch(/^images\/\d{4}-\d\d-\d\d-xintu-[0-9a-z]{26}\.jpg$/);
  const bytes = files.get(name) ?? Buffer.alloc(0);
  expect((await sharp(bytes).metadata()).format).toBe("jpeg");
  expect(readLabel(bytes).count).toBe(0);
});

test("images that go while it runs are listed as missing or keep their file, and nothing breaks", async () => {
  const ids: string[] = [];
  for (let i = 0; i < 4; i += 1) ids.push(await makeImage(owner, { prompt: `number ${i}` }, i * 40));
  const [oldest = "", second = "", third = "", newest = ""] = ids;
  const reader = exportEverything({ ctx: by(owner) }).body.getReader();
  const chunks = [(await reader.read()).value ?? new Uint8Array()];
  await trashImages({ ctx: by(owner), input: { ids: [second, newest] } });
  await purgeImages({ ctx: by(owner), input: { ids: [second, newest] } });
  await storage().remove(`images/${oldest}/original.png`);
  for (let part = await reader.read(); !part.done; part = await reader.read()) chunks.push(part.value);
  const files = unzip(Buffer.concat(chunks));
  const { images } = JSON.parse(files.get("manifest.json")?.toString() ?? "") as Manifest;
  expect(images.map(({ id, missing }) => [id, missing])).toEqual([
    [newest, false],
    [third, false],
    [second, true],
    [oldest, true],
  ]);
  expect(images.filter((image) => image.file === null)).toHaveLength(2);
});

test("keeps no file of it", async () => {
  const id = await makeImage(owner);
  await everything();
  expect((await storage().list(`images/${id}/`, 10)).keys).toHaveLength(3);
});

test("ends when the asker goes away", async () => {
  for (let i = 0; i < 3; i += 1) await makeImage(owner, {}, i * 40);
  const gone = new AbortController();
  const reader = exportEverything({ ctx: by(owner), signal: gone.signal }).body.getReader();
  await reader.read();
  gone.abort();
  const rest = async () => {
    while (!(await reader.read()).done);
  };
  await expect(rest()).rejects.toThrow();
});

test("an empty library is a whole archive, and a visitor has none", async () => {
  const { manifest } = await everything();
  expect(manifest.images).toEqual([]);
  expect(() => exportEverything({ ctx: testContext(anonymousActor()) })).toThrow();
  expect(await db().$count(generatedImages, eq(generatedImages.userId, owner))).toBe(0);
});
