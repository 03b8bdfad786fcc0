import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { generations } from "@/db/schema";
import { newId } from "@/lib/platform/ids";

type Row = typeof generations.$inferSelect;

/** Another generation of the same person that ended otherwise; no simulator fails in every way on demand. */
export async function endOtherwise(id: string, other: Partial<Row>): Promise<string> {
  const [row] = await db().select().from(generations).where(eq(generations.id, id));
  if (!row) throw new Error(`${id} is not there`);
  const copy = { ...row, id: newId("generation"), ...other };
  await db()
    .insert(generations)
    .values({ ...copy, idempotencyKey: copy.id, requestId: newId("request") });
  return copy.id;
}

export async function ownerOf(id: string): Promise<string> {
  const [row] = await db().select().from(generations).where(eq(generations.id, id));
  if (!row) throw new Error(`${id} is not there`);
  return row.userId;
}
