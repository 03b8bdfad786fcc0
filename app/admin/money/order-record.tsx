import { UnknownRecord } from "@/components/admin/find/unknown-record";
import { OrderSheet } from "@/components/admin/money/orders/order-sheet";
import { permissionsOf } from "@/lib/accounts/rules";
import { listEntriesAbout } from "@/lib/credits/admin/ledger";
import { findOrderRecord } from "@/lib/orders/admin/get";
import type { Ctx } from "@/lib/platform/context";
import { newId } from "@/lib/platform/ids";
import { checkAnyOrderAction, closeAnyOrderAction, openRefundRequestAction } from "./orders/actions";
import {
  abandonRefundAction,
  approveRefundRequestAction,
  declineRefundRequestAction,
} from "./refunds/actions";

interface OrderRecordProps {
  ctx: Ctx;
  id: string;
  closeHref: string;
}

/** The order that an address names, beside its list, or that there is no such order. */
export async function OrderRecord({ ctx, id, closeHref }: OrderRecordProps) {
  const order = await findOrderRecord({ ctx, input: { id } });
  if (!order) return <UnknownRecord id={id} closeHref={closeHref} />;
  const entries = await listEntriesAbout({
    ctx,
    input: { subjectId: order.id, businessKeys: order.ledgerKeys },
  });
  const writes = permissionsOf(ctx.actor).includes("WRITE_ADMIN")
    ? {
        ...{ check: checkAnyOrderAction, close: closeAnyOrderAction, openRequest: openRefundRequestAction },
        ...{ approve: approveRefundRequestAction, decline: declineRefundRequestAction },
        abandon: abandonRefundAction,
        requestKey: newId("request"),
      }
    : null;
  return <OrderSheet order={order} entries={entries} writes={writes} closeHref={closeHref} />;
}
