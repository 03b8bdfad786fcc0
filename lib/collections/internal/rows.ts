import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { Executor, Transaction } from "@/db/client";
import { collections } from "@/db/schema";
import { notFound } from "@/lib/platform/errors";
import type { CollectionView } from "../schema";

export type CollectionRow = typeof collections.$inferSelect;

/** One change of a person's collections after the other: names, depth and positions are checked against all of them. */
export const lockCollections = (tx: Transaction, userId: string) =>
  tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`collections:${userId}`}, 0))`);

/** A collection of this person; another's is not found. */
export async function getRow(tx: Transaction, userId: string, id: string): Promise<CollectionRow> {
  const [row] = await tx
    .select()
    .from(collections)
    .where(and(eq(collections.id, id), eq(collections.userId, userId)));
  if (!row) throw notFound("collection");
  return row;
}

const beside = (userId: string, parentId: string | null) =>
  and(
    eq(collections.userId, userId),
    parentId === null ? isNull(collections.parentId) : eq(collections.parentId, parentId),
  );

/** Ids of those that stand beside each other, in their order. */
export async function listBeside(
  tx: Transaction,
  userId: string,
  parentId: string | null,
): Promise<string[]> {
  const rows = await tx
    .select({ id: collections.id })
    .from(collections)
    .where(beside(userId, parentId))
    .orderBy(asc(collections.position), asc(collections.id));
  return rows.map((row) => row.id);
}

/** Whether another one beside it has the name already, whatever its letters' case. */
export async function isNameTaken(
  tx: Transaction,
  userId: string,
  place: { parentId: string | null; name: string; exceptId?: string },
): Promise<boolean> {
  const rows = await tx
    .select({ id: collections.id })
    .from(collections)
    .where(and(beside(userId, place.parentId), sql`lower(${collections.name}) = lower(${place.name})`));
  return rows.some((row) => row.id !== place.exceptId);
}

/** Gives them the places 0, 1, 2 and so on; those that stand there already stay untouched. */
export async function writeOrder(tx: Transaction, ids: readonly string[]): Promise<void> {
  await tx.execute(sql`
    update ${collections} c set position = o.place - 1
    from unnest(${sql.param([...ids])}::text[]) with ordinality as o(id, place)
    where c.id = o.id and c.position <> o.place - 1`);
}

/**
 * Views of a person's collections (or of one), with counts and covers, in one statement. Parents come before what lies
 * in them, everything in its order. A cover that is gone, in the trash or another's gives way to the newest image.
 */
export async function readViews(exec: Executor, userId: string, id?: string): Promise<CollectionView[]> {
  const rows = await exec.execute<{
    id: string;
    parent_id: string | null;
    name: string;
    position: number;
    created_ms: number;
    images: number;
    cover_id: string | null;
    thumb_hash: string | null;
  }>(sql`
    select c.id, c.parent_id, c.name, c.position, (extract(epoch from c.created_at) * 1000)::float8 as created_ms,
      (select count(*)::int from generated_images i where i.collection_id = c.id and i.deleted_at is null) as images,
      cover.id as cover_id, cover.thumb_hash
    from collections c
    left join collections p on p.id = c.parent_id and p.user_id = c.user_id
    left join lateral (
      (select i.id, i.thumb_hash, 0 as choice from generated_images i
        where i.id = c.cover_image_id and i.user_id = c.user_id and i.deleted_at is null)
      union all
      (select i.id, i.thumb_hash, 1 from generated_images i
        where i.collection_id = c.id and i.deleted_at is null
        order by i.created_at desc nulls last, i.id desc nulls last limit 1)
      order by choice limit 1
    ) cover on true
    where c.user_id = ${userId} ${id === undefined ? sql`` : sql`and c.id = ${id}`}
    order by coalesce(p.position, c.position), coalesce(p.id, c.id), p.id is not null, c.position, c.id`);
  return rows.map((row) => ({
    id: row.id,
    parentId: row.parent_id,
    name: row.name,
    position: row.position,
    images: row.images,
    cover:
      row.cover_id === null || row.thumb_hash === null
        ? null
        : {
            imageId: row.cover_id,
            thumbnail: `/media/${row.cover_id}/thumbnail`,
            thumbHash: row.thumb_hash,
          },
    createdAt: new Date(row.created_ms).toISOString(),
  }));
}
