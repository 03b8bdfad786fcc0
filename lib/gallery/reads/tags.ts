import { replica } from "@/db/client";
import { FreshCache } from "@/lib/platform/process/fresh-cache";
import { singleton } from "@/lib/platform/process/singleton";
import type { GalleryTag } from "../schema";

/**
 * Counting every tag of every public image takes some tenths of a second. After a minute the next one who asks has it
 * done again, and gets the old counts, if they are not much older.
 */
const FRESH_MS = 60_000;
const RENEW_MS = 3_600_000;

const counted = () =>
  singleton(
    "gallery.tags",
    () => new FreshCache<GalleryTag[]>({ freshMs: FRESH_MS, renewMs: RENEW_MS, max: 1 }),
  );

/** Style tags with how many public images of active accounts bear them, most used first; the counts may lag. */
export const serveTags = (): Promise<GalleryTag[]> => counted().get("all", readTags);

/** The same as it is now. */
export async function readTags(): Promise<GalleryTag[]> {
  const rows = await replica().$client<GalleryTag[]>`
    select s.slug, s.name, s.name_en as "nameEn", c.images
    from (select tag, count(*)::int as images from publication_tags t
        where not exists (select from publications p join users u on u.id = p.user_id
          where p.image_id = t.image_id and u.status <> 'active')
        group by tag) c
      join style_tags s on s.slug = c.tag
    order by c.images desc, s.slug`;
  return [...rows];
}
