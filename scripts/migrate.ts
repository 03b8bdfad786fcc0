import { join } from "node:path";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";

const LOCK = "xintu.migrate";

/** Brings the database of DATABASE_URL to the newest schema. Several at once take turns by an advisory lock. */
async function main(): Promise<void> {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error("DATABASE_URL is not set.");
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await sql`SELECT pg_advisory_lock(hashtext(${LOCK}))`;
    await migrate(drizzle(sql), { migrationsFolder: join(process.cwd(), "db", "migrations") });
    const [row] = await sql`SELECT count(*)::int AS applied FROM drizzle.__drizzle_migrations`;
    console.log(`${row?.applied} migrations applied`);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
