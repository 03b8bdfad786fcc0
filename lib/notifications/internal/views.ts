import type { notificationDeliveries, notifications, webhookEndpoints } from "@/db/schema";
import { broken } from "@/lib/platform/errors";
import { kindOf, linkOf, TEST_KIND } from "../rules";
import { type DeliveryView, deliveryErrors, type EndpointView, type NotificationView } from "../schema";

type NoticeRow = typeof notifications.$inferSelect;
export type EndpointRow = typeof webhookEndpoints.$inferSelect;
type DeliveryRow = typeof notificationDeliveries.$inferSelect;

export function toNotificationView({
  id,
  kind: name,
  data,
  readAt,
  createdAt,
}: Pick<NoticeRow, "id" | "kind" | "data" | "readAt" | "createdAt">): NotificationView {
  const kind = kindOf(name) ?? broken(`a notification of the kind ${name} was listed`);
  return {
    id,
    kind,
    data,
    link: linkOf(kind, data),
    readAt: readAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}

export function toEndpointView({
  id,
  url,
  kinds,
  disabledAt,
  disabledBy,
  failures,
  createdAt,
}: Omit<EndpointRow, "secretSealed">): EndpointView {
  return {
    id,
    url,
    kinds: kinds.flatMap((kind) => kindOf(kind) ?? []),
    enabled: disabledAt === null,
    disabledBy: disabledAt === null ? null : disabledBy === "failures" ? "failures" : "person",
    failures,
    createdAt: createdAt.toISOString(),
  };
}

export const toDeliveryView = (row: DeliveryRow & { kind: string }): DeliveryView => ({
  id: row.id,
  notificationId: row.notificationId,
  kind: kindOf(row.kind) ?? TEST_KIND,
  state: row.state,
  attempts: row.attempts,
  status: row.status,
  error: deliveryErrors.find((known) => known === row.error) ?? null,
  durationMs: row.durationMs,
  nextAt: row.state === "waiting" ? (row.nextAt?.toISOString() ?? null) : null,
  triedAt: row.attempts > 0 ? row.updatedAt.toISOString() : null,
  createdAt: row.createdAt.toISOString(),
});
