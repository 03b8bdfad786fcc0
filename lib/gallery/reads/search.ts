import type { Fragment, Sql } from "postgres";
import { z } from "zod";
import { replica } from "@/db/client";
import { cursorCodec, cursorId } from "@/lib/platform/http/cursor";
import { foldForSearch, searchPatterns } from "@/lib/platform/text/search-text";
import { relevance, SEARCH_WALK, SEARCH_WINDOW } from "../rules";
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

/** A match: its relevance, score and id, which together say its place within a window. */
const match = z.tuple([z.number().int().min(0).max(99), z.number(), cursorId]);
type Match = z.output<typeof match>;

/** Score and id of the last match of the window before; null at the top. Then the last match shown of this one. */
const place = z.tuple([z.literal("search"), z.tuple([z.number(), cursorId]).nullable(), match.nullable()]);
const byPlace = cursorCodec(place);
type Start = z.output<typeof place>[1];

/** The cursor of the window that begins behind a match. */
export const encodeSearchCursor = (after: { score: number; id: string }): string =>
  byPlace.encode(["search", [after.score, after.id], null]);

type Search = Pick<ListGalleryInput, "author" | "tag"> & { q: string; patterns: string[] };

/**
 * The public images in which every word occurs. They are taken in windows of the best scores, and within a window the
 * more relevant come first: so a page costs the same at any depth and for any word, and pages never overlap.
 */
export async function readSearch(input: ListGalleryInput & { q: string }): Promise<GalleryPage> {
  const search = { ...input, patterns: searchPatterns(input.q) };
  let at: z.output<typeof place> =
    input.cursor === undefined ? ["search", null, null] : byPlace.decode(input.cursor);
  const chosen: Match[] = [];
  let isMore = search.patterns.length > 0;
  while (isMore && chosen.length < input.limit) {
    const found = await findWindow(search, at[1]);
    const inWindow = found.slice(0, SEARCH_WINDOW);
    const shown = at[2];
    const left = inWindow.toSorted(byRelevance).filter((one) => !shown || byRelevance(shown, one) < 0);
    const taken = left.slice(0, input.limit - chosen.length);
    chosen.push(...taken);
    if (taken.length < left.length) at = ["search", at[1], taken.at(-1) ?? shown];
    else {
      isMore = found.length > SEARCH_WINDOW;
      const [, score = 0, id = ""] = inWindow.at(-1) ?? [];
      if (isMore) at = ["search", [score, id], null];
    }
  }
  const items = await readImages(chosen.map(([, , id]) => id));
  return { items, nextCursor: isMore ? byPlace.encode(at) : null };
}

/** Highest relevance first, then highest score; the id breaks ties. */
const byRelevance = (a: Match, b: Match): number => b[0] - a[0] || b[1] - a[1] || (b[2] < a[2] ? -1 : 1);

/**
 * The best matches behind `start`, one more than a window holds. Words that are common are met soon on a walk down the
 * scores, rare ones are read from the trigram index; neither way is bearable for the other kind, and the planner, who
 * knows words hardly at all, would guess. So the walk has an end, after which the words are known to be rare.
 */
async function findWindow(search: Search, start: Start): Promise<Match[]> {
  const sql = replica().$client;
  const near = await sql<Row[]>`
    select p.image_id as id, p.score, ${rank(sql, search)} as rank
    from (select p.image_id, p.user_id, p.score, p.search_text from publications p
        where p.state = 'public' ${behind(sql, start)}
        order by p.score desc nulls last, p.image_id desc nulls last ${sql.unsafe(`limit ${SEARCH_WALK}`)}) p
      join users u on u.id = p.user_id
    where u.status = 'active' ${matching(sql, search)} ${ofAuthorAndTag(sql, search)}
    order by p.score desc nulls last, p.image_id desc nulls last ${sql.unsafe(`limit ${SEARCH_WINDOW + 1}`)}`;
  const rows = near.length > SEARCH_WINDOW ? near : await findRare(sql, search, start);
  return rows.map((row) => [row.rank, row.score, row.id]);
}

interface Row {
  id: string;
  score: number;
  rank: number;
}

/** The same from the trigram index. Reading the whole table instead, which may look cheaper to the planner, is off. */
async function findRare(sql: Sql, search: Search, start: Start): Promise<Row[]> {
  const rows = await sql.begin("read only", async (tx) => {
    await tx`set local enable_seqscan = off`;
    return tx<Row[]>`
      with p as materialized (
        select p.image_id, p.user_id, p.score, p.search_text from publications p
        where p.state = 'public' ${matching(tx, search)} ${behind(tx, start)} ${ofAuthorAndTag(tx, search)})
      select p.image_id as id, p.score, ${rank(tx, search)} as rank
      from p join users u on u.id = p.user_id where u.status = 'active'
      order by p.score desc, p.image_id desc ${tx.unsafe(`limit ${SEARCH_WINDOW + 1}`)}`;
  });
  return rows;
}

/** Every pattern by itself: an array of them would keep PostgreSQL from the index. */
const matching = (sql: Query, { patterns }: Search): Fragment[] =>
  patterns.map((pattern) => sql`and p.search_text like ${pattern} `);

const behind = (sql: Query, start: Start): Fragment =>
  start ? sql`and (p.score, p.image_id) < (${start[0]}::float8, ${start[1]})` : sql``;

/** See `relevance`: the prompt begins with the words, a tag bears them as its name, they stand together. */
function rank(sql: Query, { q }: Search): Fragment {
  const phrase = `${foldForSearch(q).trimEnd()}%`;
  const whole = q.trim().toLowerCase();
  const names = [...new Set([whole, ...whole.split(/\s+/)])];
  return sql`
    (case when p.search_text like ${phrase} then ${relevance.begins}::int else 0 end
      + case when p.search_text like ${`%${phrase}`} then ${relevance.together}::int else 0 end
      + case when exists (select from publication_tags t where t.image_id = p.image_id and t.tag = any(array(
          select s.slug from style_tags s
          where lower(s.name) = any(${names}) or lower(s.name_en) = any(${names}) or s.slug = any(${names}))))
        then ${relevance.tag}::int else 0 end)`;
}

/** Images in the order of their ids; those that went meanwhile are left out. */
async function readImages(ids: string[]): Promise<GalleryPage["items"]> {
  if (ids.length === 0) return [];
  const sql = replica().$client;
  const rows = await sql<ImageRow[]>`
    select ${imageSelection(sql)} from publications p ${imageJoins(sql)}
    where p.image_id = any(${ids}) and ${isPublicNow(sql)}`;
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []).map(toPublicImageView);
}
