import { createGeneration } from "@/lib/generations/create";
import { newId } from "@/lib/platform/ids";
import { savePrompt } from "@/lib/prompts/save-prompt";
import { each, one, open, own, type Rows } from "./rows.fixture";
import { MARK, type World } from "./world.fixture";

const all = { programs: true, clients: true };

const key = () => newId("request");
const order = () => ({ idempotencyKey: key(), prompt: "a fox", model: "sketch-1" });

async function generation(world: World): Promise<string> {
  const made = await createGeneration({ ctx: world.ownerCtx(), input: { ...order(), prompt: MARK } });
  if ("ok" in made) throw new Error(made.reason);
  return made.id;
}

const byId = async (id: Promise<string>) => ({ params: { id: await id } });

/** A file that the asker may not see is not there, whoever asks. */
const nowhere = { anonymous: 404, other: 404, key: 404, device: 404, admin: 404 };

export const pictureRows: Rows = {
  "GET /api/v1/models": open(200),
  "GET /api/v1/style-tags": open(200),
  "GET /api/v1/generations": own(all, 200),
  "POST /api/v1/generations": own(all, 202, () => ({ body: order() })),
  "GET /api/v1/generations/[id]": one(all, 200, (world) => byId(generation(world))),
  "POST /api/v1/generations/[id]/cancel": one(all, 200, (world) => byId(generation(world))),
  "GET /api/v1/generations/[id]/events": one(all, 200, (world) => byId(generation(world))),
  "GET /api/v1/generations/[id]/preview": one(all, 204, async (world) => ({
    ...(await byId(generation(world))),
    query: { name: "preview-1700000000000" },
  })),
  // The model here cannot edit. The owner is told so; to everybody else there is no such image.
  "POST /api/v1/edits": one(all, 400, async (world) => ({
    body: { ...order(), operation: "variation", imageId: await world.image() },
  })),
  "POST /api/v1/masks": one(all, 201, async (world) => ({
    query: { imageId: await world.image() },
    bytes: world.white,
  })),

  "GET /api/v1/prompts/help": own({}, 200),
  "GET /api/v1/prompts/used": own({}, 200),
  "GET /api/v1/prompts/saved": own({}, 200),
  "POST /api/v1/prompts/saved": own({}, 201, () => ({ body: { title: "fox", prompt: "a fox" } })),
  "DELETE /api/v1/prompts/saved/[id]": one({}, 204, async (world) => {
    const saved = await savePrompt({ ctx: world.ownerCtx(), input: { title: MARK, prompt: MARK } });
    if ("ok" in saved) throw new Error(saved.reason);
    return { params: { id: saved.id } };
  }),
  "POST /api/v1/prompts/improve": own({}, 503, () => ({ body: { prompt: "a fox" } })),
  "GET /media/[id]/[variant]": each(nowhere, 200, async (world) => ({
    params: { id: await world.image(), variant: "display" },
  })),
};
