import { customType, timestamp } from "drizzle-orm/pg-core";

/** Moments have milliseconds, as a Date has: a finer clock in the database would make cursors skip or repeat rows. */
const precision = 3;

/** When the row was made; set by the caller's clock so that tests can steer it. */
export const createdAt = () =>
  timestamp("created_at", { withTimezone: true, mode: "date", precision }).notNull().defaultNow();

/** When the row last changed; every write sets it. */
export const updatedAt = () =>
  timestamp("updated_at", { withTimezone: true, mode: "date", precision }).notNull().defaultNow();

/** A moment with its time zone, as a Date. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, mode: "date", precision });

export const bytea = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => "bytea" });
