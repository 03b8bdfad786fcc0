import { createShareLink } from "@/lib/shares/create";
import { one, open, own, type Rows } from "./rows.fixture";
import type { World } from "./world.fixture";

async function link(world: World, password?: string) {
  const imageId = await world.image();
  const made = await createShareLink({ ctx: world.ownerCtx(), input: { imageId, password } });
  if ("ok" in made) throw new Error(made.reason);
  return { id: made.id, imageId, token: made.path.slice("/s/".length) };
}
const byId = async (world: World) => ({ params: { id: (await link(world)).id } });

export const sharingRows: Rows = {
  "GET /api/v1/shares": own({}, 200),
  "POST /api/v1/shares": one({}, 201, async (world) => ({ body: { imageId: await world.image() } })),
  "PATCH /api/v1/shares/[id]": one({}, 200, async (world) => ({ ...(await byId(world)), body: { days: 7 } })),
  "DELETE /api/v1/shares/[id]": one({}, 200, byId),
  "GET /s/[token]/images": {
    ...open(200, async (world) => ({ params: { token: (await link(world)).token } })),
    shown: true,
  },
  "POST /s/[token]/unlock": open(204, async (world) => ({
    params: { token: (await link(world, "sesame")).token },
    body: { password: "sesame" },
  })),
  "GET /s/[token]/files/[id]/[variant]": open(200, async (world) => {
    const { token, imageId } = await link(world);
    return { params: { token, id: imageId, variant: "thumbnail" } };
  }),
};
