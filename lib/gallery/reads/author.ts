import { replica } from "@/db/client";
import { FreshCache } from "@/lib/platform/process/fresh-cache";
import { singleton } from "@/lib/platform/process/singleton";
import type { AuthorView } from "../schema";

/** All of an author's images are counted for every view; whoever asks within these moments shares one count. */
const FRESH_MS = 5_000;
const MAX_AUTHORS = 500;

const counted = () =>
  singleton(
    "gallery.authors",
    () => new FreshCache<AuthorView | null>({ freshMs: FRESH_MS, max: MAX_AUTHORS }),
  );

/** An author with public images, or null, as they were a few seconds ago at most, besides a replica's delay. */
export const serveAuthor = (username: string): Promise<AuthorView | null> =>
  counted().get(username.toLowerCase(), () => readAuthor(username));

/** The same as it is now. */
export async function readAuthor(username: string): Promise<AuthorView | null> {
  const [row] = await replica().$client<(Omit<AuthorView, "since"> & { sinceMs: number })[]>`
    select u.username, coalesce(nullif(u.display_name, ''), u.username) as "displayName", (extract(epoch from u.created_at) * 1000)::float8 as "sinceMs",
      count(*)::int as images, sum(i.likes)::int as likes
    from users u
      join publications p on p.user_id = u.id and p.state = 'public'
      join generated_images i on i.id = p.image_id and i.deleted_at is null and i.purging_at is null
    where lower(u.username) = lower(${username}) and u.status = 'active'
    group by u.id`;
  if (!row) return null;
  const { sinceMs, ...author } = row;
  return { ...author, since: new Date(sinceMs).toISOString() };
}
