import { broken } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { db } from "./client";
import { users } from "./schema";

let made = 0;

/** A person for a test, with a name of their own. */
export async function insertUser(parts: Partial<typeof users.$inferInsert> = {}) {
  made += 1;
  const name = `u${process.pid}x${Date.now().toString(36)}x${made}`;
  const [user] = await db()
    .insert(users)
    .values({ id: newId("user"), email: `${name}@example.test`, username: name, ...parts })
    .returning();
  return user ?? broken("insert returned no user");
}
