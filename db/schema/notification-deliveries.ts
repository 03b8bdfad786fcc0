import { sql } from "drizzle-orm";
import { check, index, integer, pgEnum, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, moment, updatedAt } from "./columns";
import { notificationChannel } from "./notification-preferences";
import { notifications } from "./notifications";
import { users } from "./users";
import { webhookEndpoints } from "./webhook-endpoints";

export const deliveryState = pgEnum("delivery_state", [
  "waiting",
  "sending",
  "delivered",
  "failed",
  "dropped",
]);

/** One notification on its way out by one channel; the log of what left. */
export const notificationDeliveries = pgTable(
  "notification_deliveries",
  {
    id: text("id").primaryKey(),
    notificationId: text("notification_id")
      .notNull()
      .references(() => notifications.id, { onDelete: "cascade" }),
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    channel: notificationChannel("channel").notNull(),
    endpointId: text("endpoint_id").references(() => webhookEndpoints.id, { onDelete: "cascade" }),
    state: deliveryState("state").notNull().default("waiting"),
    attempts: integer("attempts").notNull().default(0),
    /** When it is tried next; null when it will not be. */
    nextAt: moment("next_at"),
    /** HTTP status of the last answer, where there was one. */
    status: integer("status"),
    /** A code of why the last try failed, never a secret. */
    error: text("error"),
    durationMs: integer("duration_ms"),
    deliveredAt: moment("delivered_at"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex("idx_deliveries_once").on(t.notificationId, t.channel, sql`coalesce(${t.endpointId}, '')`),
    index("idx_deliveries_newest").on(t.createdAt.desc(), t.id.desc()),
    index("idx_deliveries_state").on(t.state, t.createdAt.desc(), t.id.desc()),
    index("idx_deliveries_channel").on(t.channel, t.createdAt.desc(), t.id.desc()),
    index("idx_deliveries_due").on(t.nextAt).where(sql`${t.nextAt} is not null`),
    index("idx_deliveries_user").on(t.userId, t.createdAt.desc(), t.id.desc()),
    index("idx_deliveries_endpoint").on(t.endpointId, t.createdAt.desc(), t.id.desc()),
    check("deliveries_endpoint", sql`(${t.channel} = 'webhook') = (${t.endpointId} is not null)`),
  ],
);
