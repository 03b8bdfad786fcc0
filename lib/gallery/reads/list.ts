import type { Fragment } from "postgres";
import { z } from "zod";
import { replica } from "@/db/client";
import { cursorCodec, cursorId, decodeCursor, encodeCursor, page, pageBy } from "@/lib/platform/http/cursor";
import { currentSlugs } from "@/lib/styles/read";
import type { GalleryPage, ListGalleryInput } from "../schema";
import {
  type ImageRow,
  imageJoins,
  imageSelection,
  isPublicNow,
  ofAuthorAndTag,
  type Query,
  toPublicImageView,
} from "./rows";

/** The cursor of a popular list: the last row's score and its id, which breaks ties. */
const byScore = cursorCodec(z.tuple([z.literal("popular"), z.number(), cursorId]));
export const encodeScoreCursor = (row: { score: number; id: string }): string =>
  byScore.encode(["popular", row.score, row.id]);

/** A page of all public images or those of a tag, newest or most popular first, or of an author, newest first. */
export async function readList(asked: ListGalleryInput): Promise<GalleryPage> {
  const sql = replica().$client;
  const input = { ...asked, tag: await currentTag(asked.tag) };
  const isPopular = input.sort === "popular" && input.author === undefined;
  const rows = await (isPopular ? popular(sql, input) : newest(sql, input));
  const found = isPopular
    ? pageBy(rows, input.limit, encodeScoreCursor)
    : page(rows, input.limit, (row) => ({ atMs: row.publishedMs, id: row.id }));
  return { items: found.items.map(toPublicImageView), nextCursor: found.nextCursor };
}

/** A tag that was merged into another is asked for by its old name as well. */
async function currentTag(tag: string | undefined): Promise<string | undefined> {
  if (tag === undefined) return undefined;
  return (await currentSlugs(replica(), [tag])).get(tag) ?? tag;
}

/** The cursor of a list that is ordered by the moment of publication. */
export const encodeTimeCursor = (row: { publishedMs: number; id: string }): string =>
  encodeCursor({ atMs: row.publishedMs, id: row.id });

// The indexes put nulls last, and so must the orders; a limit is written out, because a plan for any limit is a bad one.
const limitOf = (sql: Query, input: ListGalleryInput): Fragment => sql.unsafe(`limit ${input.limit + 1}`);

function newest(sql: Query, input: ListGalleryInput): Promise<ImageRow[]> {
  const after = input.cursor === undefined ? undefined : decodeCursor(input.cursor);
  const at = after && new Date(after.atMs).toISOString();
  if (input.tag !== undefined && input.author === undefined)
    return sql<ImageRow[]>`
      select ${imageSelection(sql)} from publication_tags t join publications p on p.image_id = t.image_id
        ${imageJoins(sql)}
      where t.tag = ${input.tag} and ${isPublicNow(sql)}
        ${after && at ? sql`and (t.published_at, t.image_id) < (${at}::timestamptz, ${after.id})` : sql``}
      order by t.published_at desc nulls last, t.image_id desc nulls last ${limitOf(sql, input)}`;
  return sql<ImageRow[]>`
    select ${imageSelection(sql)} from publications p ${imageJoins(sql)}
    where ${isPublicNow(sql)} ${ofAuthorAndTag(sql, input)}
      ${after && at ? sql`and (p.published_at, p.image_id) < (${at}::timestamptz, ${after.id})` : sql``}
    order by p.published_at desc nulls last, p.image_id desc nulls last ${limitOf(sql, input)}`;
}

function popular(sql: Query, input: ListGalleryInput): Promise<ImageRow[]> {
  const after = input.cursor === undefined ? undefined : byScore.decode(input.cursor);
  if (input.tag !== undefined)
    return sql<ImageRow[]>`
      select ${imageSelection(sql)} from publication_tags t join publications p on p.image_id = t.image_id
        ${imageJoins(sql)}
      where t.tag = ${input.tag} and ${isPublicNow(sql)}
        ${after ? sql`and (t.score, t.image_id) < (${after[1]}::float8, ${after[2]})` : sql``}
      order by t.score desc nulls last, t.image_id desc nulls last ${limitOf(sql, input)}`;
  return sql<ImageRow[]>`
    select ${imageSelection(sql)} from publications p ${imageJoins(sql)}
    where ${isPublicNow(sql)}
      ${after ? sql`and (p.score, p.image_id) < (${after[1]}::float8, ${after[2]})` : sql``}
    order by p.score desc nulls last, p.image_id desc nulls last ${limitOf(sql, input)}`;
}
