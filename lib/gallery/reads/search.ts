import type { Fragment } from "postgres";
import { z } from "zod";
import { replica } from "@/db/client";
import { cursorCodec, cursorId } from "@/lib/platform/http/cursor";
import { foldForSearch, searchPatterns } from "@/lib/platform/text/search-text";
import { relevance, SEARCH_ENOUGH, SEARCH_WINDOW, type SearchSizes, searchSizes } from "../rules";
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

/**
 * Where a window begins, by score and id of the image before it; null at the top. Then the last match shown of this
 * window. `walk` where the words are known to be too common for the trigram index and too seldom together for a page.
 */
const place = z.tuple([
  z.enum(["search", "walk"]),
  z.tuple([z.number(), cursorId]).nullable(),
  match.nullable(),
]);
const byPlace = cursorCodec(place);
type Place = z.output<typeof place>;
type Start = Place[1];

/** The cursor of the window that begins behind a match. */
export const encodeSearchCursor = (after: { score: number; id: string }): string =>
  byPlace.encode(["search", [after.score, after.id], null]);

type Search = Pick<ListGalleryInput, "author" | "tag"> & { q: string; patterns: string[] };

/** The matches from a place on, as many as are ranked together, and where the next window begins; null at the end. */
interface Window {
  matches: Match[];
  next: readonly [Place[0], Start] | null;
  /** It took as much as one call may take, whether or not it found anything. */
  isSpent: boolean;
}

/**
 * The public images in which every word occurs. They are taken in windows of the best scores, and within a window the
 * more relevant come first: so a page costs the same at any depth and for any word, and pages never overlap. Where
 * common words hardly ever meet, a page may hold fewer than asked for, even none, and more come behind its cursor:
 * no call looks at more than `sizes` says, and all of them together miss nothing.
 */
export async function readSearch(
  input: ListGalleryInput & { q: string },
  sizes: SearchSizes = searchSizes,
): Promise<GalleryPage> {
  const search = { ...input, patterns: searchPatterns(input.q) };
  let at: Place | null = input.cursor === undefined ? ["search", null, null] : byPlace.decode(input.cursor);
  if (search.patterns.length === 0) at = null;
  const chosen: Match[] = [];
  for (let isSpent = false; at && !isSpent && chosen.length < input.limit; ) {
    const [way, start, shown]: Place = at;
    const window = await findWindow(search, way, start, sizes);
    const left = window.matches.toSorted(byRelevance).filter((one) => !shown || byRelevance(shown, one) < 0);
    const taken = left.slice(0, input.limit - chosen.length);
    chosen.push(...taken);
    if (taken.length < left.length) at = [way, start, taken.at(-1) ?? shown];
    else at = window.next && [...window.next, null];
    isSpent = window.isSpent;
  }
  const items = await readImages(chosen.map(([, , id]) => id));
  return { items, nextCursor: at && byPlace.encode(at) };
}

/** Highest relevance first, then highest score; the id breaks ties. */
const byRelevance = (a: Match, b: Match): number => b[0] - a[0] || b[1] - a[1] || (b[2] < a[2] ? -1 : 1);

/**
 * Words that are common are met soon on a walk down the scores, rare ones are read from the trigram index; neither way
 * is bearable for the other kind, and the planner, who knows words hardly at all, would guess. So both have an end:
 * the walk after so many images, the index after so many candidates. What neither settles is walked on by later calls.
 */
async function findWindow(search: Search, way: Place[0], start: Start, sizes: SearchSizes): Promise<Window> {
  const near = await walk(search, start, way === "search" ? sizes.walk : sizes.stride);
  if (near.matches.length > SEARCH_WINDOW) return full(way, near.matches);
  if (near.end === null) return { matches: near.matches, next: null, isSpent: false };
  if (near.matches.length >= SEARCH_ENOUGH)
    return { matches: near.matches, next: [way, near.end], isSpent: way === "walk" };
  const rare = way === "search" ? await findRare(search, start, sizes.candidates) : null;
  if (rare === null) return { matches: near.matches, next: ["walk", near.end], isSpent: true };
  return rare.length > SEARCH_WINDOW ? full(way, rare) : { matches: rare, next: null, isSpent: false };
}

function full(way: Place[0], found: Match[]): Window {
  const matches = found.slice(0, SEARCH_WINDOW);
  const [, score = 0, id = ""] = matches.at(-1) ?? [];
  return { matches, next: [way, [score, id]], isSpent: false };
}

interface Row {
  id: string;
  score: number;
  rank: number;
}

const toMatch = ({ rank, score, id }: Row): Match => [rank, score, id];

/**
 * The best matches among the next `images`, one more than a window holds at most, and the place of the last of those
 * images; null where there are no more behind them. It ends as soon as the window is full.
 */
async function walk(search: Search, start: Start, images: number): Promise<{ matches: Match[]; end: Start }> {
  const sql = replica().$client;
  // Not a join: the planner would read all of them to sort them again.
  const isMatch = sql`(${matching(sql, search)} and exists (
    select from users u where u.id = p.user_id and u.status = 'active'))`;
  const rows = await sql<(Row & { isMatch: boolean; isLast: boolean })[]>`
    select p.image_id as id, p.score, ${isMatch} as "isMatch", p.n = ${images}::int as "isLast",
      ${rank(sql, search)} as rank
    from (${walked(sql, search, start, images)}) p
    where ${isMatch} or p.n = ${images}::int
    order by p.score desc nulls last, p.image_id desc nulls last ${sql.unsafe(`limit ${SEARCH_WINDOW + 1}`)}`;
  const last = rows.find((row) => row.isLast);
  return {
    matches: rows.filter((row) => row.isMatch).map(toMatch),
    end: last ? [last.score, last.id] : null,
  };
}

/** The next images by score, numbered: of a tag or an author, where they are named, otherwise of the whole gallery. */
function walked(sql: Query, { author, tag }: Search, start: Start, images: number): Fragment {
  const limit = sql.unsafe(`limit ${images}`);
  if (tag !== undefined && author === undefined)
    return sql`
      select p.image_id, p.user_id, p.score, p.search_text, t.n
      from (select t.image_id, row_number() over (order by t.score desc nulls last, t.image_id desc nulls last) as n
          from publication_tags t
          where t.tag = ${tag} ${start ? sql`and (t.score, t.image_id) < (${start[0]}::float8, ${start[1]})` : sql``}
          order by t.score desc nulls last, t.image_id desc nulls last ${limit}) t
        join publications p on p.image_id = t.image_id`;
  return sql`
    select p.image_id, p.user_id, p.score, p.search_text,
      row_number() over (order by p.score desc nulls last, p.image_id desc nulls last) as n
    from publications p
    where p.state = 'public' ${behind(sql, start)} ${ofAuthorAndTag(sql, { author, tag })}
    order by p.score desc nulls last, p.image_id desc nulls last ${limit}`;
}

/**
 * All matches behind a place by the trigram index, the best first, one more than a window holds at most; null where
 * more than so many images have to be looked at. The index knows which ideographs an image has and not which of
 * them stand together, so it is asked for the single ones. Reading the whole table instead, which may look cheaper to the
 * planner, is off.
 */
async function findRare(search: Search, start: Start, candidates: number): Promise<Match[] | null> {
  const rows = await replica().$client.begin("read only", async (tx) => {
    await tx`set local enable_seqscan = off`;
    return tx<(Row & { seen: number; id: string | null })[]>`
      with p as materialized (
        select p.image_id, p.user_id, p.score, p.search_text from publications p
        where p.state = 'public' ${indexed(search).map((pattern) => tx`and p.search_text like ${pattern} `)}
        ${tx.unsafe(`limit ${candidates + 1}`)})
      select (select count(*)::int from p) as seen, m.* from (select) one left join lateral (
        select p.image_id as id, p.score, ${rank(tx, search)} as rank
        from p join users u on u.id = p.user_id
        where u.status = 'active' and ${matching(tx, search)} ${behind(tx, start)} ${ofAuthorAndTag(tx, search)}
        order by p.score desc, p.image_id desc ${tx.unsafe(`limit ${SEARCH_WINDOW + 1}`)}) m on true`;
  });
  if ((rows[0]?.seen ?? 0) > candidates) return null;
  return rows.filter((row) => row.id !== null).map(toMatch);
}

/** Every pattern by itself: an array of them would keep PostgreSQL from the index. */
const matching = (sql: Query, { patterns }: Search): Fragment =>
  sql`(true ${patterns.map((pattern) => sql`and p.search_text like ${pattern} `)})`;

/** Patterns that hold wherever those of a search do, and of which the index can tell how many images they have. */
const indexed = ({ patterns }: Search): string[] => [
  ...new Set(
    patterns.flatMap((pattern) => pattern.match(/ [^ %]+(?= )/g)?.map((word) => `%${word} %`) ?? pattern),
  ),
];

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
