import { mkdir, mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { diskPath, diskStorage } from "./disk";
import type { Storage } from "./types";

const PNG = { contentType: "image/png" };
let root: string;
let outside: string;
let files: Storage;

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), "xintu-files-"));
  outside = await mkdtemp(path.join(tmpdir(), "xintu-outside-"));
  files = diskStorage(root);
});
afterEach(async () => {
  await rm(root, { recursive: true, force: true });
  await rm(outside, { recursive: true, force: true });
});

const readAll = async (stream: ReadableStream<Uint8Array>) =>
  Buffer.from(await new Response(stream).arrayBuffer());
const bytesOf = (length: number) => Buffer.from(Array.from({ length }, (_, i) => (i * 7) % 251));

describe("disk storage", () => {
  it("gives back what was put, replaces it as a whole, and removes it repeatedly", async () => {
    await files.put("images/img_1/original.png", Buffer.from("first"), PNG);
    expect((await files.get("images/img_1/original.png"))?.toString()).toBe("first");
    const before = await files.stat("images/img_1/original.png");
    await files.put("images/img_1/original.png", Buffer.from("second!"), PNG);
    expect((await files.get("images/img_1/original.png"))?.toString()).toBe("second!");
    expect(await files.stat("images/img_1/original.png")).toMatchObject({ sizeBytes: 7 });
    expect((await files.stat("images/img_1/original.png"))?.etag).not.toBe(before?.etag);
    await files.remove("images/img_1/original.png");
    await files.remove("images/img_1/original.png");
    expect(await files.get("images/img_1/original.png")).toBeNull();
    expect(await files.stat("images/img_1/original.png")).toBeNull();
  });

  it("keeps folders small by a shard and leaves no empty ones behind", async () => {
    expect(diskPath("images/img_1/a.webp")).toMatch(/^images.[0-9a-f]{2}.img_1.a\.webp$/);
    await files.put("images/img_1/a.webp", Buffer.from("x"), PNG);
    await files.remove("images/img_1/a.webp");
    const [shard = ""] = await readdir(path.join(root, "images"));
    expect(await readdir(path.join(root, "images", shard))).toEqual([]);
  });

  it("streams whole files and ranges with both ends included", async () => {
    const bytes = bytesOf(700_000);
    await files.put("images/img_1/a.png", bytes, PNG);
    expect((await readAll(await files.openRange("images/img_1/a.png"))).equals(bytes)).toBe(true);
    for (const [start, end] of [
      [0, 0],
      [10, 19],
      [262_143, 262_144],
      [1, 699_999],
      [699_999, 699_999],
      [699_990, 9e9],
    ] as const) {
      const part = await readAll(await files.openRange("images/img_1/a.png", { start, end }));
      expect(part.equals(bytes.subarray(start, end + 1))).toBe(true);
    }
  });

  it("refuses missing files and ranges that the file does not have", async () => {
    await files.put("images/img_1/a.png", bytesOf(10), PNG);
    await expect(files.openRange("images/img_2/a.png")).rejects.toMatchObject({ status: 404 });
    for (const range of [
      { start: 10, end: 20 },
      { start: 5, end: 4 },
      { start: -1, end: 4 },
    ])
      await expect(files.openRange("images/img_1/a.png", range)).rejects.toMatchObject({ status: 416 });
  });

  it("streams an empty file, and a stream may be cancelled early", async () => {
    await files.put("images/img_1/empty", Buffer.alloc(0), PNG);
    expect((await readAll(await files.openRange("images/img_1/empty"))).length).toBe(0);
    await files.put("images/img_1/big", bytesOf(900_000), PNG);
    const reader = (await files.openRange("images/img_1/big")).getReader();
    expect((await reader.read()).value?.length).toBeGreaterThan(0);
    await reader.cancel();
    const unread = await files.openRange("images/img_1/big");
    await unread.cancel();
  });

  it("shows readers one of the complete files while writers compete", async () => {
    const versions = Array.from({ length: 12 }, (_, i) => Buffer.alloc(300_000, i + 1));
    await files.put("images/img_1/a.png", versions[0] ?? Buffer.alloc(0), PNG);
    const reads = async () => {
      for (let i = 0; i < 20; i += 1) {
        const seen = await files.get("images/img_1/a.png");
        expect(versions.some((version) => seen?.equals(version))).toBe(true);
      }
    };
    await Promise.all([
      ...versions.map((bytes) => files.put("images/img_1/a.png", bytes, PNG)),
      reads(),
      reads(),
    ]);
    expect(await readdir(path.join(root, ".tmp"))).toEqual([]);
  });

  it("survives that a folder is emptied while another file is put into it", async () => {
    for (let i = 0; i < 60; i += 1)
      await Promise.all([
        files.put("images/img_1/a.png", Buffer.from("a"), PNG),
        files.remove("images/img_1/b.png"),
        files.put("images/img_1/b.png", Buffer.from("b"), PNG),
        files.remove("images/img_1/a.png"),
      ]);
    await files.put("images/img_1/a.png", Buffer.from("last"), PNG);
    expect((await files.get("images/img_1/a.png"))?.toString()).toBe("last");
  });

  it("keeps the old file when a write fails, and leaves no temporary one", async () => {
    await files.put("images/img_1/a", Buffer.from("old"), PNG);
    await expect(files.put("images/img_1/a/b", Buffer.from("new"), PNG)).rejects.toThrow();
    expect((await files.get("images/img_1/a"))?.toString()).toBe("old");
    expect(await readdir(path.join(root, ".tmp"))).toEqual([]);
  });

  it("never shows what a crashed writer left, and sweeps it once it is old", async () => {
    await mkdir(path.join(root, ".tmp"), { recursive: true });
    const old = new Date(Date.now() - 2 * 3_600_000);
    await writeFile(path.join(root, ".tmp", "crashed"), "half a fi");
    await utimes(path.join(root, ".tmp", "crashed"), old, old);
    await writeFile(path.join(root, ".tmp", "being-written"), "another process");
    await files.put("images/img_1/a.png", Buffer.from("whole"), PNG);
    expect(await readdir(path.join(root, ".tmp"))).toEqual(["being-written"]);
    expect((await files.list("images/", 10)).keys).toEqual(["images/img_1/a.png"]);
  });
});

describe("disk storage listing", () => {
  const names = [
    "images/img_1/a.png",
    "images/img_1/b.webp",
    "images/img_10/a.png",
    "images/img_2/deep/er/c.png",
    "zips/z1",
  ];

  it("pages through every key exactly once, whatever the page size", async () => {
    for (const name of names) await files.put(name, Buffer.from("x"), PNG);
    for (const limit of [1, 2, 3, 100]) {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await files.list("images/", limit, cursor);
        expect(page.keys.length).toBeLessThanOrEqual(limit);
        seen.push(...page.keys);
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      expect(seen.toSorted()).toEqual(names.slice(0, 4));
    }
  });

  it("keeps to the prefix, also in the middle of a segment", async () => {
    for (const name of names) await files.put(name, Buffer.from("x"), PNG);
    const under = async (prefix: string) => (await files.list(prefix, 10)).keys.toSorted();
    expect(await under("images/img_1")).toEqual(names.slice(0, 3));
    expect(await under("images/img_1/")).toEqual(names.slice(0, 2));
    expect(await under("images/img_1/b.")).toEqual(["images/img_1/b.webp"]);
    expect(await under("images/img_2/deep/")).toEqual(["images/img_2/deep/er/c.png"]);
    expect(await under("nothing/")).toEqual([]);
  });

  it("goes on behind a key that was removed meanwhile", async () => {
    for (const name of names) await files.put(name, Buffer.from("x"), PNG);
    const all = (await files.list("images/", 10)).keys;
    const first = await files.list("images/", 2);
    for (const key of first.keys) await files.remove(key);
    expect((await files.list("images/", 10, first.nextCursor ?? "")).keys).toEqual(all.slice(2));
  });
});

describe("disk storage stays inside its folder", () => {
  const hostile = [
    "",
    "a",
    "/etc/passwd",
    "../x/y",
    "images/../../x",
    "images/..",
    "images/./x",
    "images//x",
    "images/x/",
    "images/.tmp",
    ".tmp/x",
    "images/a\\b",
    "images/a\0b",
    "images/a b",
    "Images/X",
    "images/ä",
    "images/%2e%2e/x",
    "C:/x",
    "images/a..b",
    "images/a.",
    "images/" + "x".repeat(500),
    "a/b/c/d/e/f/g/h/i",
    "images/x\n",
    "~/x",
  ];

  it("refuses every key that is not of the plain form, in every method", async () => {
    for (const key of hostile) {
      await expect(files.put(key, Buffer.from("x"), PNG), key).rejects.toThrow();
      await expect(files.get(key), key).rejects.toThrow();
      await expect(files.stat(key), key).rejects.toThrow();
      await expect(files.openRange(key), key).rejects.toThrow();
      await expect(files.remove(key), key).rejects.toThrow();
    }
    for (const prefix of ["", "/", "images", "../", "images/../", ".tmp/"])
      await expect(files.list(prefix, 10), prefix).rejects.toThrow();
  });

  it("maps any text to a path inside or to a refusal", () => {
    const segment = fc.constantFrom("..", ".", "", "a", "img_1", "x.png", "\0", "\\", ".hidden", "~", "A");
    const text = fc.oneof(
      fc.string(),
      fc.array(segment, { maxLength: 6 }).map((parts) => parts.join("/")),
    );
    fc.assert(
      fc.property(text, (key) => {
        let mapped: string;
        try {
          mapped = path.resolve("/root-folder", diskPath(key));
        } catch {
          return;
        }
        expect(mapped.startsWith("/root-folder/")).toBe(true);
        expect(mapped).not.toContain("/.");
      }),
      { numRuns: 5000 },
    );
  });

  it("follows no symbolic link out, neither of a file nor of a folder", async () => {
    await writeFile(path.join(outside, "secret"), "secret");
    await files.put("images/img_1/a.png", Buffer.from("x"), PNG);
    const folder = path.join(root, path.dirname(diskPath("images/img_1/a.png")));
    await symlink(path.join(outside, "secret"), path.join(folder, "link.png"));
    expect(await files.get("images/img_1/link.png")).toBeNull();
    expect(await files.stat("images/img_1/link.png")).toBeNull();
    await expect(files.openRange("images/img_1/link.png")).rejects.toMatchObject({ status: 404 });

    await symlink(outside, path.join(folder, "folder"));
    expect(await files.get("images/img_1/folder/secret")).toBeNull();
    await expect(files.put("images/img_1/folder/new", Buffer.from("x"), PNG)).rejects.toThrow("not inside");
    await files.remove("images/img_1/folder/secret");
    expect(await readFile(path.join(outside, "secret"), "utf8")).toBe("secret");
    expect(await readdir(outside)).toEqual(["secret"]);
    expect((await files.list("images/", 10)).keys).toEqual(["images/img_1/a.png"]);
  });

  it("replaces a link in the place of a file instead of writing through it", async () => {
    await writeFile(path.join(outside, "secret"), "secret");
    await files.put("images/img_1/a.png", Buffer.from("x"), PNG);
    const folder = path.join(root, path.dirname(diskPath("images/img_1/a.png")));
    await symlink(path.join(outside, "secret"), path.join(folder, "b.png"));
    await files.put("images/img_1/b.png", Buffer.from("mine"), PNG);
    expect(await readFile(path.join(outside, "secret"), "utf8")).toBe("secret");
    expect((await files.get("images/img_1/b.png"))?.toString()).toBe("mine");
  });

  it("works below a root that is itself reached through a link", async () => {
    await symlink(root, path.join(outside, "data"));
    const linked = diskStorage(path.join(outside, "data"));
    await linked.put("images/img_1/a.png", Buffer.from("x"), PNG);
    expect((await files.get("images/img_1/a.png"))?.toString()).toBe("x");
  });
});
