import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { announcements, apiConfigs } from "@/db/schema";
import { newId } from "@/lib/platform/ids";

/** An announcement that nobody who runs these tests will live to see; its id. */
export async function announceLater(): Promise<string> {
  const id = newId("announcement");
  await db()
    .insert(announcements)
    .values({ id, textZh: "E2E", textEn: "E2E", startsAt: new Date("2126-01-01"), createdBy: "e2e" });
  return id;
}

/** A config of the environment, which no test changes; its id. */
export async function platformConfig(): Promise<string> {
  const [row] = await db()
    .select({ id: apiConfigs.id })
    .from(apiConfigs)
    .where(
      and(
        isNull(apiConfigs.userId),
        eq(apiConfigs.type, "image"),
        sql`${apiConfigs.slot} not like 'panel:%'`,
      ),
    )
    .orderBy(asc(apiConfigs.id))
    .limit(1);
  if (!row) throw new Error("The server has no config of the environment.");
  return row.id;
}
