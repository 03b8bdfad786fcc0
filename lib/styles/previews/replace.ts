import { eq } from "drizzle-orm";
import { db, transact } from "@/db/client";
import { styleTags } from "@/db/schema";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { sha256Hex } from "@/lib/platform/crypto";
import { newId } from "@/lib/platform/ids";
import { storage } from "@/lib/providers/storage/client";
import { lockTag } from "../internal";
import { discardPreview } from "./discard";

/** Where example pictures lie. */
export const PREVIEWS = "styles/";

/** `styles/<slug>/<hash of its bytes>/<id>.webp`: each file is one upload's own, so nobody removes another's. */
const newKey = (ctx: Ctx, slug: string, hash: string): string =>
  `${PREVIEWS}${slug}/${hash}/${newId("styleTag", ctx.now.getTime())}.webp`;
const hashOf = (key: string | null): string | null => key?.split("/")[2] ?? null;

/**
 * Gives a tag another example picture, a labelled WebP, or none with `bytes` null, and writes down who did it and why;
 * `said` is what the audit log says of the picture. The same picture again changes nothing. Returns where it is shown.
 */
export async function replacePreview(
  ctx: Ctx,
  change: { slug: string; bytes: Buffer | null; action: string; said: object; reason: string },
): Promise<{ slug: string; previewUrl: string | null }> {
  const { slug, bytes, action, said, reason } = change;
  const hash = bytes && sha256Hex(bytes).slice(0, 32);
  const key = hash && newKey(ctx, slug, hash);
  // Files come before the row that names them, and go after the row that named them.
  if (bytes && key) await storage().put(key, bytes, { contentType: "image/webp" });
  const done = await transact(ctx, async (inner, tx) => {
    const row = await lockTag(tx, slug);
    if (hashOf(row.previewKey) === hash) return { kept: row.previewKey, gone: key };
    await tx.update(styleTags).set({ previewKey: key, updatedAt: ctx.now }).where(eq(styleTags.id, row.id));
    await recordAudit(inner, tx, {
      ...{ action, subjectId: slug, reason },
      before: { previewKey: row.previewKey },
      after: { previewKey: key, ...said },
    });
    return { kept: key, gone: row.previewKey };
  }).catch(async (error: unknown) => {
    // The commit may have come through although its answer was lost.
    if (key && (await db().$count(styleTags, eq(styleTags.previewKey, key))) === 0) await discardPreview(key);
    throw error;
  });
  await discardPreview(done.gone);
  return { slug, previewUrl: previewUrlOf(slug, done.kept) };
}

/** Where a preview is shown; the address changes with the file. */
export const previewUrlOf = (slug: string, key: string | null): string | null =>
  key && `/media/styles/${slug}?v=${key.slice(-13, -5)}`;
