import type { Fragment, Sql, TransactionSql } from "postgres";
import type { ListGalleryInput, PublicImageView } from "../schema";

/** A row of a list: the image as PostgreSQL made it into JSON, and what cursors are made of. */
export interface ImageRow {
  image: Omit<PublicImageView, "urls" | "publishedAt">;
  id: string;
  publishedMs: number;
  score: number;
}

/** A pool or an open transaction of the driver. */
export type Query = Sql | TransactionSql;

/**
 * What every list selects, written by hand and prepared because these are the hottest reads of the product: one JSON
 * value comes instead of twenty columns to be mapped. Names: p publication, i image, u author.
 */
export const imageSelection = (sql: Query): Fragment => sql`
  p.image_id as id, p.score, (extract(epoch from p.published_at) * 1000)::float8 as "publishedMs",
  json_build_object('id', i.id, 'prompt', i.prompt, 'negativePrompt', i.negative_prompt, 'styleTags', i.style_tags,
    'ratio', i.ratio, 'tier', i.tier, 'quality', i.quality, 'model', i.model, 'seed', i.seed,
    'operation', i.operation, 'aiClass', i.ai_class, 'widthPx', i.width_px, 'heightPx', i.height_px,
    'thumbHash', i.thumb_hash, 'likes', i.likes, 'downloads', i.downloads,
    'author', json_build_object('username', u.username, 'displayName', coalesce(nullif(u.display_name, ''), u.username))) as image`;

export const imageJoins = (sql: Query): Fragment => sql`
  join generated_images i on i.id = p.image_id
  join users u on u.id = p.user_id`;

/** What anybody may see: the publication says so, the image is not going, and its author is somebody's account still. */
export const isPublicNow = (sql: Query): Fragment => sql`
  p.state = 'public' and i.is_public and i.deleted_at is null and i.purging_at is null and u.status = 'active'`;

export function toPublicImageView({ image, publishedMs }: ImageRow): PublicImageView {
  const path = `/media/${image.id}`;
  return {
    ...image,
    publishedAt: new Date(publishedMs).toISOString(),
    urls: {
      thumbnail: `${path}/thumbnail`,
      display: `${path}/display`,
      download: `${path}/download`,
      page: `/explore/${image.id}`,
    },
  };
}

/** Narrows publications to an author, a tag or both. */
export const ofAuthorAndTag = (sql: Query, input: Pick<ListGalleryInput, "author" | "tag">): Fragment => sql`
  ${
    input.author === undefined
      ? sql``
      : sql`and p.user_id = (select a.id from users a where lower(a.username) = lower(${input.author}))`
  }
  ${
    input.tag === undefined
      ? sql``
      : sql`and exists (select from publication_tags t where t.image_id = p.image_id and t.tag = ${input.tag})`
  }`;
