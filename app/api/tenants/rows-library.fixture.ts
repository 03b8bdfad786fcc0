import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { collections, generatedImages } from "@/db/schema";
import { newId } from "@/lib/platform/ids";
import { bulk, one, own, type Rows } from "./rows.fixture";
import { MARK, type World } from "./world.fixture";

const all = { programs: true, clients: true };
const programs = { programs: true };

async function collectionOf(world: World): Promise<string> {
  const id = newId("collection");
  await db()
    .insert(collections)
    .values({ id, userId: world.ownerId, name: `${MARK} ${id}`, position: 0 });
  return id;
}

export async function trashed(world: World): Promise<string> {
  const id = await world.image();
  await db().update(generatedImages).set({ deletedAt: new Date() }).where(eq(generatedImages.id, id));
  return id;
}

const ids = async (id: Promise<string>) => ({ body: { ids: [await id] } });

/** What somebody keeps, and how it is ordered. */
export const libraryRows: Rows = {
  "GET /api/v1/images": own(all, 200),
  "GET /api/v1/images/[id]": one(all, 200, async (world) => ({ params: { id: await world.image() } })),
  "PATCH /api/v1/images/[id]": one(programs, 200, async (world) => ({
    params: { id: await world.image() },
    body: { isFavorite: true },
  })),
  "GET /api/v1/images/[id]/lineage": one(all, 200, async (world) => ({
    params: { id: await world.image() },
  })),
  "GET /api/v1/images/export": one(all, 200, async (world) => ({ query: { ids: await world.image() } })),
  "GET /api/v1/images/export-all": own(all, 200),
  "POST /api/v1/images/uploads": own(all, 201, (world) => ({ bytes: world.png })),
  "POST /api/v1/images/favorite": bulk(programs, async (world) => ({
    body: { ids: [await world.image()], isFavorite: true },
  })),
  "POST /api/v1/images/trash": bulk(programs, (world) => ids(world.image())),
  "POST /api/v1/images/restore": bulk(programs, (world) => ids(trashed(world))),
  "POST /api/v1/images/purge": bulk(programs, (world) => ids(trashed(world))),
  "POST /api/v1/images/trash/empty": bulk(programs, async (world) => {
    await trashed(world);
    return { body: {} };
  }),
  "POST /api/v1/images/move": bulk(programs, async (world) => {
    const id = await world.image();
    await db()
      .update(generatedImages)
      .set({ collectionId: await collectionOf(world) })
      .where(eq(generatedImages.id, id));
    return { body: { ids: [id], collectionId: null } };
  }),
  "GET /api/v1/images/tags": own(all, 200),
  "POST /api/v1/images/tags": bulk(programs, async (world) => ({
    body: { ids: [await world.image()], add: ["fox"] },
  })),
  "GET /api/v1/images/duplicates": own(all, 200),
  "GET /api/v1/images/storage": own(all, 200),
  "GET /api/v1/collections": own(all, 200),
  "POST /api/v1/collections": {
    ...own(programs, 201, () => ({ body: { name: newId("request") } })),
    // The key is the other person's, who has made a collection of this name a moment ago.
    expected: { anonymous: 401, other: 201, key: 409, device: 403, admin: 201 },
  },
  "PATCH /api/v1/collections/[id]": one(programs, 200, async (world) => ({
    params: { id: await collectionOf(world) },
    body: { name: newId("request") },
  })),
  "DELETE /api/v1/collections/[id]": one(programs, 204, async (world) => ({
    params: { id: await collectionOf(world) },
  })),
  "POST /api/v1/collections/order": {
    ...one(programs, 200, async (world) => {
      await db().delete(collections).where(eq(collections.userId, world.ownerId));
      return { body: { parentId: null, ids: [await collectionOf(world)] } };
    }),
  },
};
