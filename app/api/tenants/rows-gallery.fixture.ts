import { testContext } from "@/db/testing";
import { decidePublication } from "@/lib/gallery/publishing/decide";
import { publishImages } from "@/lib/gallery/publishing/publish";
import { copyAgreement } from "@/lib/images/schema";
import { each, one, open, own, type Rows } from "./rows.fixture";
import type { World } from "./world.fixture";

export async function handedIn(world: World): Promise<string> {
  const id = await world.image();
  await publishImages({ ctx: world.ownerCtx(), input: { ids: [id] } });
  return id;
}

export async function shown(world: World): Promise<string> {
  const id = await handedIn(world);
  await decidePublication({ ctx: testContext(), input: { id, decision: "approve" } });
  return id;
}

async function refused(world: World): Promise<string> {
  const id = await handedIn(world);
  await decidePublication({ ctx: testContext(), input: { id, decision: "reject", reason: "other" } });
  return id;
}

const byId = async (id: Promise<string>) => ({ params: { id: await id } });
/** A person's own act on something public; programs and clients have no part in it. */
const people = (status: number) => ({ anonymous: 401, other: status, key: 403, device: 403, admin: status });

export const galleryRows: Rows = {
  "GET /api/v1/gallery": { ...open(200), shown: true },
  "GET /api/v1/gallery/tags": { ...open(200), shown: true },
  "GET /api/v1/gallery/[id]": { ...open(200, (world) => byId(shown(world))), shown: true },
  "GET /api/v1/gallery/liked": own({ clients: true }, 200, async (world) => ({
    query: { ids: await shown(world) },
  })),
  "PUT /api/v1/gallery/[id]/like": {
    ...each(people(200), 200, (world) => byId(shown(world))),
    counted: true,
  },
  "DELETE /api/v1/gallery/[id]/like": {
    ...each(people(200), 200, (world) => byId(shown(world))),
    counted: true,
  },
  "POST /api/v1/gallery/[id]/reports": {
    ...each(people(204), 204, async (world) => ({
      ...(await byId(shown(world))),
      body: { reason: "other" },
    })),
    counted: true,
  },
  "GET /explore/[id]/share.jpg": open(200, (world) => byId(shown(world))),
  "GET /explore/feed.xml": { ...open(200), shown: true },
  "GET /robots.txt": open(200),
  "GET /sitemap.xml": open(200),
  "GET /api/v1/publications": {
    ...own({}, 200, async (world) => ({ query: { ids: await handedIn(world) } })),
    says: (text) => text === '{"items":[],"nextCursor":null}',
  },
  "POST /api/v1/publications": one({}, 200, async (world) => ({ body: { ids: [await world.image()] } })),
  "POST /api/v1/publications/withdraw": one({}, 200, async (world) => ({
    body: { ids: [await shown(world)] },
  })),
  "POST /api/v1/publications/[id]/appeal": one({}, 200, async (world) => ({
    ...(await byId(refused(world))),
    body: { text: "please" },
  })),
  "GET /api/v1/publications/[id]/figures": one({}, 200, (world) => byId(shown(world))),
  "GET /api/v1/images/unlabelled-copies": own({}, 200),
  "POST /api/v1/images/[id]/unlabelled-copy": one({}, 200, async (world) => ({
    ...(await byId(world.image())),
    body: { agreement: copyAgreement.version, purpose: "print", format: "png" },
  })),
};
