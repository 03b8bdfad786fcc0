import { createBinding } from "@/lib/bindings/sessions/create";
import { createOrder } from "@/lib/orders/create";
import { newId } from "@/lib/platform/ids";
import { each, one, open, own, type Rows } from "./rows.fixture";
import type { World } from "./world.fixture";

const clients = { clients: true };

const wanted = () => ({
  ...{ sku: "credits-500", priceFen: 2_990, tradeType: "native" as const },
  idempotencyKey: newId("request"),
});

export async function orderOf(world: World) {
  const made = await createOrder({ ctx: world.ownerCtx(), input: wanted(), userAgent: "" });
  if ("ok" in made) throw new Error(made.reason);
  return { params: { id: made.id } };
}

export const refundWish = () => ({ reason: "bought by mistake", idempotencyKey: newId("request") });

/** A binding belongs to whoever holds its poll secret, and nobody here does. */
const nobodys = (status: number) => ({
  ...{ anonymous: status, other: status, key: status, device: status, admin: status },
});

export async function bindingOf(world: World) {
  const made = await createBinding({ ctx: world.ownerCtx(), input: { purpose: "link" } });
  if (!("id" in made)) throw new Error("no binding was made");
  return { params: { id: made.id } };
}

export const shopRows: Rows = {
  "GET /api/v1/products": open(200),
  "GET /api/v1/credits": own({ programs: true, clients: true }, 200),
  "GET /api/v1/credits/entries": own({ programs: true, clients: true }, 200),
  "GET /api/v1/membership": own(clients, 200),
  "GET /api/v1/membership/quote": own(clients, 200, () => ({ query: { sku: "pro-month" } })),
  "GET /api/v1/orders": own(clients, 200),
  "POST /api/v1/orders": own(clients, 201, () => ({ body: wanted() })),
  "GET /api/v1/orders/[id]": one(clients, 200, orderOf),
  "DELETE /api/v1/orders/[id]": one(clients, 200, orderOf),
  "POST /api/v1/orders/[id]/pay": one(clients, 200, orderOf),
  "POST /api/v1/orders/[id]/check": one(clients, 200, orderOf),
  "GET /api/v1/orders/[id]/refund-request": one(clients, 200, orderOf),
  // Nothing was paid for it, so there is nothing to ask for.
  "POST /api/v1/orders/[id]/refund-request": one(clients, 409, async (world) => ({
    ...(await orderOf(world)),
    body: refundWish(),
  })),
  "POST /api/v1/bindings": each(
    { anonymous: 401, other: 403, key: 401, device: 201, admin: 403 },
    403,
    () => ({
      body: { purpose: "device" },
    }),
  ),
  "GET /api/v1/bindings/[id]": each(nobodys(404), 404, bindingOf),
  "DELETE /api/v1/bindings/[id]": each(nobodys(404), 404, bindingOf),
};
