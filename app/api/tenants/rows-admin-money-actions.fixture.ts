import { newId } from "@/lib/platform/ids";
import { type ActionRows, admins, dangerous } from "./action-row.fixture";
import { orderOf } from "./rows-shop.fixture";
import type { World } from "./world.fixture";

const reason = "looked at by hand";
const order = async (world: World) => (await orderOf(world)).params.id;

export const adminMoneyActions: ActionRows = {
  checkAnyOrderAction: admins(async (world) => ({ id: await order(world), reason })),
  closeAnyOrderAction: admins(async (world) => ({ id: await order(world), reason })),
  openRefundRequestAction: admins(
    async (world) => ({
      ...{ orderId: await order(world), amountFen: 1, payerReason: reason },
      idempotencyKey: newId("request"),
    }),
    "order_not_refundable",
  ),
  approveRefundRequestAction: dangerous(() => ({ id: newId("refundRequest"), reason }), "not_found"),
  declineRefundRequestAction: admins(() => ({ id: newId("refundRequest"), reason }), "not_found"),
  abandonRefundAction: dangerous(() => ({ refundId: newId("refund"), reason }), "not_found"),
  saveProductAction: dangerous(() => ({
    ...{ sku: "credits-500", priceFen: 2_990, active: true, position: 2, reason },
  })),
  createPackAction: dangerous(() => ({
    ...{ kind: "credits", sku: "credits-75", priceFen: 590, credits: 75, reason },
  })),
  createMembershipAction: dangerous(() => ({
    ...{ kind: "membership", sku: "pro-half", priceFen: 15_900, plan: "pro", months: 6, reason },
  })),
  // No process has registered its jobs here; the verb looks for the one that compares.
  checkTradeBillsAction: admins(() => ({}), "not_found"),
  resolveDifferenceAction: admins(() => ({ id: newId("paymentDifference"), reason }), "not_found"),
  requestLedgerCheckAction: admins(() => ({ reason })),
};
