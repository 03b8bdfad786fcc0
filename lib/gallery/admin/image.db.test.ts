import { eq } from "drizzle-orm";
import sharp from "sharp";
import { beforeAll, expect, test } from "vitest";
import { db } from "@/db/client";
import { auditLog, generatedImages, users } from "@/db/schema";
import { adminActor, testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { addImage } from "@/lib/images/add";
import { openImageFile } from "@/lib/images/files/open";
import type { Ctx } from "@/lib/platform/context";
import { newId } from "@/lib/platform/ids";
import { storage } from "@/lib/providers/storage/client";
import { decidePublication } from "../publishing/decide";
import { publishImages } from "../publishing/publish";
import { reportImage } from "../report";
import { checkStoredFiles, findImageRecord } from "./image";

let adminId: string;
let auditorId: string;
let authorId: string;
beforeAll(async () => {
  adminId = (await insertUser({ role: "admin" })).id;
  auditorId = (await insertUser({ role: "auditor" })).id;
  authorId = (await insertUser()).id;
});
const asAuditor = () => testContext(userActor(auditorId, "free", "auditor"));
const asAdmin = () => testContext(adminActor(adminId));
const forbidden = { code: "forbidden" };

const username = async (id: string): Promise<string | undefined> =>
  (await db().select({ name: users.username }).from(users).where(eq(users.id, id)))[0]?.name;

async function image(): Promise<string> {
  const id = newId("image");
  const original = await sharp({ create: { width: 640, height: 480, channels: 3, background: "#b93a26" } })
    .png()
    .toBuffer();
  await addImage({
    ctx: testContext(),
    original,
    input: {
      ...{ id, userId: authorId, generationId: null, ordinal: 0, parentImageId: null, prompt: "fox" },
      ...{ negativePrompt: "", styleTags: [], ratio: "4:3", tier: "1K", quality: "standard" },
      ...{ provider: "sketch", model: "sketch-1", seed: 1, aiClass: "made" },
    },
  });
  return id;
}

test("the record of an image tells its moves, reports and decisions, and is for those who see the panel", async () => {
  const id = await image();
  expect(await findImageRecord({ ctx: asAuditor(), input: { id } })).toMatchObject({
    ...{ id, userId: authorId, isPublic: false, publication: null, moves: [], reports: [] },
  });
  const author = testContext(userActor(authorId));
  await publishImages({ ctx: author, input: { ids: [id], declaration: "made_here" } });
  await decidePublication({ ctx: asAdmin(), input: { id, decision: "approve" } });
  const reporter = testContext(userActor((await insertUser()).id));
  await reportImage({ ctx: reporter, input: { id, reason: "copyright", note: "mine" } });
  await decidePublication({
    ctx: asAdmin(),
    input: { id, decision: "take_down", reason: "copyright", note: "核实" },
  });
  const record = await findImageRecord({ ctx: asAuditor(), input: { id } });
  expect(record?.moves.map(({ to }) => to)).toEqual(["pending", "public", "taken_down"]);
  expect(record?.reports).toMatchObject([{ reason: "copyright", note: "mine", resolution: "taken_down" }]);
  const admin = await username(adminId);
  expect(record?.moves.map(({ actorName }) => actorName)).toEqual([await username(authorId), admin, admin]);
  expect(record?.publication).toMatchObject({
    ...{ state: "taken_down", note: "核实", decidedBy: adminId, decidedByName: admin },
  });
  await expect(findImageRecord({ ctx: author, input: { id } })).rejects.toMatchObject(forbidden);
  expect(await findImageRecord({ ctx: asAuditor(), input: { id: newId("image") } })).toBeNull();
});

test("whoever sees the panel sees a picture once it was handed in, taken down or not, and no private one", async () => {
  const id = await image();
  const conditions = { range: null, ifNoneMatch: null, headOnly: true };
  const look = (ctx: Ctx) =>
    openImageFile({ ctx, input: { id, variant: "thumbnail", format: "webp" }, conditions });
  const isShown = async () => (await findImageRecord({ ctx: asAuditor(), input: { id } }))?.isShown;
  expect(await isShown()).toBe(false);
  await expect(look(asAuditor())).rejects.toMatchObject({ status: 404 });
  const author = testContext(userActor(authorId));
  await publishImages({ ctx: author, input: { ids: [id], declaration: "made_here" } });
  await decidePublication({ ctx: asAdmin(), input: { id, decision: "approve" } });
  await decidePublication({ ctx: asAdmin(), input: { id, decision: "take_down", reason: "other" } });
  expect(await isShown()).toBe(true);
  expect((await look(asAuditor())).status).toBe(200);
  const stranger = testContext(userActor((await insertUser()).id));
  await expect(look(stranger)).rejects.toMatchObject({ status: 404 });
});

test("what was taken down by mistake comes back once, and the audit log tells before and after", async () => {
  const id = await image();
  const author = testContext(userActor(authorId));
  await publishImages({ ctx: author, input: { ids: [id], declaration: "made_here" } });
  await decidePublication({ ctx: asAdmin(), input: { id, decision: "approve" } });
  await decidePublication({ ctx: asAdmin(), input: { id, decision: "take_down", reason: "other" } });
  const input = { id, decision: "reinstate", note: "弄错了" } as const;
  await expect(decidePublication({ ctx: asAuditor(), input })).rejects.toMatchObject(forbidden);
  const answers = await Promise.all([0, 1].map(() => decidePublication({ ctx: asAdmin(), input })));
  expect(answers.filter((one) => "ok" in one)).toEqual([{ ok: false, reason: "publication_moved" }]);
  const [row] = await db().select().from(generatedImages).where(eq(generatedImages.id, id));
  expect(row?.isPublic).toBe(true);
  const lines = (await db().select().from(auditLog).where(eq(auditLog.subjectId, id))).filter(
    ({ action }) => action === "publication.reinstate",
  );
  expect(lines).toMatchObject([
    { before: { state: "taken_down" }, after: { state: "public" }, reason: "弄错了" },
  ]);
});

test("the stored files are read for their labels, and one that lost its labels is found", async () => {
  const id = await image();
  const files = await checkStoredFiles({ ctx: asAuditor(), input: { id } });
  expect(files.map(({ name }) => name)).toEqual(["display.webp", "original.png", "thumbnail.webp"]);
  expect(files.every(({ isRight }) => isRight)).toBe(true);
  expect(files[0]).toMatchObject({ isVisible: true, hasMetadata: true, isExpected: true, label: "1" });
  expect(files[1]).toMatchObject({ isVisible: false, hasMetadata: false, isExpected: false });
  const bare = await sharp({ create: { width: 640, height: 480, channels: 3, background: "#b93a26" } })
    .webp()
    .toBuffer();
  await storage().put(`images/${id}/display.webp`, bare, { contentType: "image/webp" });
  const [display] = await checkStoredFiles({ ctx: asAuditor(), input: { id } });
  expect(display).toMatchObject({ isVisible: false, hasMetadata: false, isRight: false });
  await expect(
    checkStoredFiles({ ctx: testContext(userActor(authorId)), input: { id } }),
  ).rejects.toMatchObject(forbidden);
});
