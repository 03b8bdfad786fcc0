import { sql as primary } from "@/db/client";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import type { TaggedBytes } from "@/lib/platform/http/bytes";
import { businessDay } from "@/lib/platform/time";
import { serveAuthor } from "./reads/author";
import { servePage } from "./reads/first-page";
import { type ImageRow, imageJoins, imageSelection, isPublicNow, toPublicImageView } from "./reads/rows";
import { serveTags } from "./reads/tags";
import { daysUntil, FIGURE_DAYS } from "./rules";
import type {
  AuthorView,
  GalleryPage,
  GalleryTag,
  ImageFigures,
  ListGalleryInput,
  PublicImageView,
} from "./schema";

export { listForSitemap, listSitemapPages } from "./reads/sitemap";

/**
 * A page of the public gallery: newest or most popular first, of a tag, of an author (always newest first), or what a
 * search finds. Bears a replica's delay; a first page may be a second older still.
 */
export const listGallery = async ({ input }: { ctx: Ctx; input: ListGalleryInput }): Promise<GalleryPage> =>
  (await servePage(input)).page;

/** The same page as the bytes that a client is sent. */
export const listGalleryBytes = async ({
  input,
}: {
  ctx: Ctx;
  input: ListGalleryInput;
}): Promise<TaggedBytes> => (await servePage(input)).body;

/** A public image; one that is not public now, or whose author's account is not active, is not found. */
export async function getPublicImage({
  input,
}: {
  ctx: Ctx;
  input: { id: string };
}): Promise<PublicImageView> {
  // From the primary: what was taken down must be gone at once.
  const sql = primary();
  const [row] = await sql<ImageRow[]>`
    select ${imageSelection(sql)} from publications p ${imageJoins(sql)}
    where p.image_id = ${input.id} and ${isPublicNow(sql)}`;
  if (!row) throw notFound("image");
  return toPublicImageView(row);
}

/**
 * Somebody with public images, or null: whoever shows nothing has no page, and no name of theirs is confirmed. May be
 * some seconds old.
 */
export const findAuthor = ({
  input,
}: {
  ctx: Ctx;
  input: { username: string };
}): Promise<AuthorView | null> => serveAuthor(input.username);

/** An author's public images, newest first. */
export const listByAuthor = ({
  ctx,
  input: { username, ...input },
}: {
  ctx: Ctx;
  input: { username: string; cursor?: string; limit: number };
}): Promise<GalleryPage> => listGallery({ ctx, input: { ...input, author: username, sort: "new" } });

/** Style tags that public images have, most used first; the counts may lag. */
export const listGalleryTags = async (): Promise<{ items: GalleryTag[]; nextCursor: null }> => ({
  items: await serveTags(),
  nextCursor: null,
});

/** Which of these images the actor likes. */
export async function listLiked({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { ids: string[] };
}): Promise<{ ids: string[] }> {
  requirePermission(ctx.actor, "READ_USER");
  // From the primary: the heart that somebody just gave must be there.
  const rows = await primary()<{ id: string }[]>`
    select image_id as id from image_likes
    where user_id = ${requireUser(ctx.actor)} and image_id = any(${input.ids})`;
  return { ids: rows.map((row) => row.id) };
}

/** Likes and downloads of an own image, altogether and by day of Asia/Shanghai. Someone else's is not found. */
export async function getFigures({ ctx, input }: { ctx: Ctx; input: { id: string } }): Promise<ImageFigures> {
  requirePermission(ctx.actor, "READ_USER");
  const days = daysUntil(businessDay(ctx.now), FIGURE_DAYS);
  const [row] = await primary()<ImageFigures[]>`
    select i.likes, i.downloads, coalesce((select json_agg(json_build_object('day', d.day, 'likes', d.likes,
        'downloads', d.downloads)) from image_days d where d.image_id = i.id and d.day >= ${days[0] ?? ""}::date),
      '[]'::json) as days
    from generated_images i
    where i.id = ${input.id} and i.user_id = ${requireUser(ctx.actor)} and i.purging_at is null`;
  if (!row) throw notFound("image");
  const byDay = new Map(row.days.map((day) => [day.day, day]));
  return { ...row, days: days.map((day) => byDay.get(day) ?? { day, likes: 0, downloads: 0 }) };
}
