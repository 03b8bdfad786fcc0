import { db } from "@/db/client";
import { apiKeys, userSessions } from "@/db/schema";
import { createApiConfig } from "@/lib/api-configs/create";
import { randomToken } from "@/lib/platform/crypto";
import { newId } from "@/lib/platform/ids";
import { each, one, open, own, type Rows } from "./rows.fixture";
import { MARK, type World } from "./world.fixture";

const config = (name: string) => ({
  ...{ name, provider: "openai" as const, baseUrl: "https://api.openai.com/v1" },
  ...{ apiKey: "sk-matrix-0000", model: "gpt-image-2" },
});

async function configOf(world: World) {
  const made = await createApiConfig({ ctx: world.ownerCtx(), input: config(MARK) });
  if ("ok" in made) throw new Error(made.reason);
  return { params: { id: made.id } };
}

async function keyOf(world: World) {
  const id = newId("apiKey");
  await db()
    .insert(apiKeys)
    .values({ id, userId: world.ownerId, name: MARK, keyHash: id, lastFour: "0000", scopes: ["read"] });
  return { params: { id } };
}

async function sessionOf(world: World) {
  const id = newId("session");
  await db()
    .insert(userSessions)
    .values({ id, userId: world.ownerId, method: "password", userAgent: MARK, seenAt: new Date() });
  return { params: { id } };
}

const noDevice = { anonymous: 401, other: 403, key: 403, admin: 403 };

export const accountRows: Rows = {
  "GET /api/v1/me": own({}, 200),
  "GET /api/v1/api-keys": own({}, 200),
  "POST /api/v1/api-keys": each(
    { anonymous: 401, other: 403, key: 403, device: 403, admin: 403 },
    403,
    () => ({
      body: { name: "mine", scopes: ["read"], expiresInDays: 30, password: "not the password" },
    }),
  ),
  "DELETE /api/v1/api-keys/[id]": one({}, 204, keyOf),
  "GET /api/v1/sessions": own({}, 200),
  "DELETE /api/v1/sessions/[id]": one({}, 204, sessionOf),
  // The keys at vendors are nobody else's business, not even in part.
  "GET /api/v1/api-configs": { ...own({}, 200), viewer: 403 },
  "POST /api/v1/api-configs": own({}, 201, () => ({ body: config("mine") })),
  "GET /api/v1/api-configs/[id]": { ...one({}, 200, configOf), viewer: 403 },
  "PATCH /api/v1/api-configs/[id]": one({}, 200, async (world) => ({
    ...(await configOf(world)),
    body: { name: "renamed" },
  })),
  "DELETE /api/v1/api-configs/[id]": one({}, 204, configOf),
  "POST /api/v1/api-configs/[id]/test": one({}, 200, configOf),
  "GET /api/v1/devices": own({ clients: true }, 200),
  "POST /api/v1/devices": open(201, () => ({
    body: {
      clientId: newId("request").replace("_", "-"),
      name: "PC",
      platform: "windows",
      secret: randomToken(),
    },
  })),
  "PATCH /api/v1/devices/[id]": one({}, 200, async (world) => ({
    params: { id: await world.device() },
    body: { name: "renamed" },
  })),
  "DELETE /api/v1/devices/[id]": one({}, 204, async (world) => ({ params: { id: await world.device() } })),
  "POST /api/v1/devices/tokens": open(401, () => ({ body: { refreshToken: randomToken() } })),
  "GET /api/v1/devices/current": each({ ...noDevice, device: 200 }, 403),
  "DELETE /api/v1/devices/current": each({ ...noDevice, device: 204 }, 403),
};
