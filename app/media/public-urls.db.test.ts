import { eq, sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { GET as media } from "@/app/media/[id]/[variant]/route";
import { db } from "@/db/client";
import { generatedImages, imageDownloads, users } from "@/db/schema";
import { testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { signSession } from "@/lib/entry/session/token";
import {
  addWork,
  appeal,
  author,
  decide,
  publish,
  withdraw,
} from "@/lib/gallery/publishing/scenarios/works.fixture";
import { openImageFile } from "@/lib/images/files/open";
import { purgeTrash } from "@/lib/images/purge";
import { removeAllImages } from "@/lib/images/remove-all";
import { restoreImages } from "@/lib/images/restore";
import { trashImages } from "@/lib/images/trash";
import { readLabel } from "@/lib/labels/read";
import type { Actor } from "@/lib/platform/context";
import { withPixels } from "@/lib/platform/pixels/pixels";
import {
  MAX_VISITORS_WORK,
  MAX_WORK_OF_A_VISITOR,
  withVisitorPixels,
} from "@/lib/platform/pixels/visitor-pixels";
import { storage } from "@/lib/providers/storage/client";

let me: Awaited<ReturnType<typeof author>>;
let id = "";
let tokens = { me: "", other: "", admin: "" };

beforeEach(async () => {
  me = await author();
  const [other, admin] = [await insertUser(), await insertUser({ role: "admin" })];
  const tokenOf = (userId: string) => signSession({ userId, version: 1 });
  tokens = {
    me: await tokenOf(me.userId),
    other: await tokenOf(other.id),
    admin: await tokenOf(admin.id),
  };
  id = await addWork(me.userId, { aiClass: "made" });
});

const files = ["thumbnail", "display", "download", "download?format=jpeg", "download?format=webp"] as const;
interface Call {
  token?: string;
  headers?: Record<string, string>;
  method?: string;
}
async function ask(file: string, { token, headers = {}, method = "GET" }: Call = {}) {
  const request = new Request(`http://localhost/media/${id}/${file}`, {
    method,
    headers: token ? { ...headers, authorization: `Bearer ${token}` } : headers,
  });
  const params = Promise.resolve({ id, variant: file.split("?")[0] ?? "" });
  const answer = await media(request, { params });
  // Read to its end, so that no file stays open.
  const bytes = Buffer.from(await answer.arrayBuffer());
  return { status: answer.status, headers: answer.headers, bytes };
}
const etagOf = async (file: string) => (await ask(file, { token: tokens.me })).headers.get("etag") ?? "";

async function makePublic(): Promise<void> {
  await publish(me.by(), id);
  await decide(id, "approve");
}

/** Everything that somebody who has kept an address, or a file of it, can ask. */
async function expectGone(etags: string[]): Promise<void> {
  for (const [index, file] of files.entries())
    for (const token of [undefined, tokens.other])
      for (const call of [
        {} as Call,
        { headers: { "if-none-match": etags[index] ?? "" } },
        { headers: { "if-none-match": "*" } },
        { headers: { range: "bytes=0-9" } },
        { method: "HEAD" },
      ]) {
        const answer = await ask(file, { token, ...call });
        expect(answer.status, `${file} ${JSON.stringify(call)}`).toBe(404);
        expect(answer.headers.get("cache-control") ?? "").not.toContain("max-age");
      }
}

const ends = {
  "is taken back": () => withdraw(me.by(), id),
  "is taken down": () => decide(id, "take_down"),
  "is taken down and appealed": async () => {
    await decide(id, "take_down");
    await appeal(me.by(), id);
  },
  "goes to the trash": () => trashImages({ ctx: me.by(), input: { ids: [id] } }),
  "comes back from the trash": async () => {
    await trashImages({ ctx: me.by(), input: { ids: [id] } });
    await restoreImages({ ctx: me.by(), input: { ids: [id] } });
  },
  "is purged": async () => {
    await trashImages({ ctx: me.by(), input: { ids: [id] } });
    const ctx = testContext({ kind: "job", name: "test" }, new Date(Date.now() + 31 * 86_400_000));
    await purgeTrash({ ctx, input: { limit: 100 } });
  },
  "loses its author's account, before anything is cleared": () =>
    db().update(users).set({ status: "deleted", deletedAt: new Date() }).where(eq(users.id, me.userId)),
  "is cleared with its author's account": () => removeAllImages({ ctx: me.by() }),
  "loses its author to a suspension": () =>
    db().update(users).set({ status: "suspended" }).where(eq(users.id, me.userId)),
};

describe("every public address of an image", () => {
  test("answers everybody with a file that a cache asks about each time", async () => {
    await makePublic();
    for (const file of files)
      for (const token of [undefined, tokens.other]) {
        const answer = await ask(file, { token });
        expect(answer.status).toBe(200);
        expect(answer.headers.get("cache-control")).toBe("public, no-cache");
        const etag = answer.headers.get("etag") ?? "";
        expect((await ask(file, { token, headers: { "if-none-match": etag } })).status).toBe(304);
        const part = await ask(file, { token, headers: { range: "bytes=0-9" } });
        expect([part.status, part.bytes.byteLength]).toEqual([206, 10]);
        const head = await ask(file, { token, method: "HEAD" });
        expect([head.status, head.bytes.byteLength]).toEqual([200, 0]);
        expect(head.headers.get("content-length")).toBe(String(answer.bytes.byteLength));
      }
  });

  test.each(Object.keys(ends) as (keyof typeof ends)[])("is gone at once when it %s", async (end) => {
    await makePublic();
    const etags = await Promise.all(
      files.map((file) => ask(file).then((one) => one.headers.get("etag") ?? "")),
    );
    await ends[end]();
    await expectGone(etags);
  });
});

describe("an image that waits for its review", () => {
  test("is shown to its owner and to reviewers, and to nobody else", async () => {
    await publish(me.by(), id);
    await expectGone(await Promise.all(files.map(etagOf)));
    expect((await ask("display", { token: tokens.me })).status).toBe(200);
    const seen = await ask("display", { token: tokens.admin });
    expect([seen.status, seen.headers.get("cache-control")]).toEqual([200, "private, no-store"]);
  });

  test("is hidden from reviewers before it is handed in and after it was taken back", async () => {
    expect((await ask("display", { token: tokens.admin })).status).toBe(404);
    await publish(me.by(), id);
    await withdraw(me.by(), id);
    expect((await ask("display", { token: tokens.admin })).status).toBe(404);
  });
});

describe("a photo that is declared to be an AI's", () => {
  test("is served labelled from that moment on, under another ETag, whatever was kept before", async () => {
    id = await addWork(me.userId, { aiClass: "none" });
    const read = async (file: string) => {
      const answer = await ask(file, { token: tokens.me });
      return {
        etag: answer.headers.get("etag") ?? "",
        cached: answer.headers.get("cache-control"),
        label: readLabel(answer.bytes),
      };
    };
    const before = await Promise.all(files.map(read));
    for (const { cached, label } of before) {
      expect(label.count).toBe(0);
      expect(cached).toBe("private, no-cache");
    }
    await publish(me.by(), id, "ai_elsewhere");
    for (const [index, file] of files.entries()) {
      const etag = before[index]?.etag ?? "";
      expect((await ask(file, { token: tokens.me, headers: { "if-none-match": etag } })).status).toBe(200);
      const { label } = await read(file);
      expect(label).toMatchObject({ count: 1, packets: 1 });
      expect(label.aigc).toMatchObject({ Label: "2", ContentProducer: "", PropagateID: id });
    }
    const [row] = await db().select().from(generatedImages).where(eq(generatedImages.id, id));
    expect(row).toMatchObject({ aiClass: "declared", isAiMade: true });
  });
});

describe("a download", () => {
  const counted = async () => ({
    rows: await db().$count(imageDownloads, eq(imageDownloads.imageId, id)),
    downloads: (await db().select().from(generatedImages).where(eq(generatedImages.id, id)))[0]?.downloads,
  });

  test("counts once for each person who is signed in and not the owner", async () => {
    await makePublic();
    const head = await ask("download", { token: tokens.other, method: "HEAD" });
    const etag = head.headers.get("etag") ?? "";
    await ask("download", { token: tokens.other, headers: { "if-none-match": etag } });
    await ask("display", { token: tokens.other });
    await ask("download");
    await ask("download", { token: tokens.me });
    expect(await counted()).toEqual({ rows: 0, downloads: 0 });
    for (const file of ["download", "download?format=jpeg"]) await ask(file, { token: tokens.other });
    expect(await counted()).toEqual({ rows: 1, downloads: 1 });
    await ask("download", { token: tokens.admin });
    expect(await counted()).toEqual({ rows: 2, downloads: 2 });
  });
});

describe("a file that is not there yet", () => {
  const files = storage();
  afterEach(() => void vi.restoreAllMocks());

  test("is made once and its original read once, however many ask at once", async () => {
    await makePublic();
    const read = vi.spyOn(files, "get");
    const asked = Array.from({ length: 6 }, (_, at) =>
      ask("download", { headers: { "x-forwarded-for": `${at}` } }),
    );
    const answers = await Promise.all(asked);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(read.mock.calls.filter(([key]) => key.includes("/original."))).toHaveLength(1);
    await ask("download");
    expect(read).toHaveBeenCalledTimes(1);
  });

  test("has its original read only when a slot is free, and is refused to visitors beyond their queue", async () => {
    const works = await Promise.all(Array.from({ length: 4 }, () => addWork(me.userId, { aiClass: "made" })));
    for (const work of works) {
      await publish(me.by(), work);
      await decide(work, "approve");
    }
    const read = vi.spyOn(files, "get");
    const { promise: taken, resolve: free } = Promise.withResolvers<void>();
    const slots = [withPixels(() => taken), withPixels(() => taken)];
    const answers: Awaited<ReturnType<typeof ask>>[] = [];
    const visits = works.flatMap((work) =>
      ["png", "jpeg", "webp"].map((format) => {
        id = work;
        return ask(`download?format=${format}`).then((answer) => answers.push(answer));
      }),
    );
    const over = visits.length - MAX_WORK_OF_A_VISITOR;
    await vi.waitFor(() => expect(answers).toHaveLength(over), { timeout: 20_000 }).finally(free);
    expect(read).not.toHaveBeenCalled();
    await Promise.all([...slots, ...visits]);
    for (const { status, headers } of answers.splice(0, over))
      expect([status, headers.get("retry-after")]).toEqual([503, "5"]);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  });

  test("is made for its owner however many visitors wait", async () => {
    const { promise: taken, resolve: free } = Promise.withResolvers<void>();
    const visits = Array.from({ length: MAX_VISITORS_WORK }, (_, at) =>
      withVisitorPixels(`visitor ${at}`, () => taken),
    );
    const own = ask("download", { token: tokens.me });
    expect((await own.finally(free)).status).toBe(200);
    await Promise.all(visits);
  });
});

describe("an answer that nobody reads", () => {
  afterEach(() => void vi.restoreAllMocks());

  test("leaves no file open when its download cannot be counted", async () => {
    await makePublic();
    const open = vi.spyOn(storage(), "openRange");
    await db().execute(sql`alter table image_downloads rename to image_downloads_away`);
    const answer = await ask("download", { token: tokens.other });
    await db().execute(sql`alter table image_downloads_away rename to image_downloads`);
    expect(answer.status).toBe(500);
    const body = await open.mock.results[0]?.value;
    expect(await body.getReader().read()).toEqual({ done: true, value: undefined });
  });
});

test("a bound client sees its member's own files, one without a member none", async () => {
  const look = (actor: Actor) => {
    return openImageFile({
      ctx: testContext(actor),
      input: { id, variant: "thumbnail", format: "png" },
      conditions: { range: null, ifNoneMatch: null, headOnly: true },
    });
  };
  const device = { kind: "device", deviceId: "dev_1", plan: "free", address: "" } as const;
  expect(await look({ ...device, userId: me.userId })).toMatchObject({ status: 200, isOwner: true });
  await expect(look({ ...device, userId: null })).rejects.toMatchObject({ status: 404 });
  await expect(look(userActor("usr_other"))).rejects.toMatchObject({ status: 404 });
});
