import { z } from "zod";
import { memberRoute } from "@/lib/entry/route";
import { quoteMembership } from "@/lib/membership/read";
import { membershipQuoteView } from "@/lib/membership/schema";
import { findProduct } from "@/lib/orders/read";
import { createOrderInput } from "@/lib/orders/schema";

const input = z.strictObject({ sku: createOrderInput.shape.sku });

export const GET = memberRoute({ input, output: membershipQuoteView, limit: "read" }, async (call) => {
  const product = await findProduct(call.ctx, call.input.sku);
  if (!product?.plan || !product.months) return { ok: false, reason: "product_gone" };
  const { plan, months, priceFen } = product;
  return quoteMembership({ ctx: call.ctx, input: { plan, months, priceFen } });
});

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
