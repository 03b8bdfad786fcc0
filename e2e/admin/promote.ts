import postgres from "postgres";
import { databaseUrl } from "@/scripts/local/databases";
import type { Person } from "../fixtures/people";
import { server } from "../fixtures/stack/server";

/** Makes somebody an admin of the one stack that this test has opened for itself. */
export async function promoteOnOwnStack({ email }: Person): Promise<void> {
  const url = server.databaseServer();
  const [found] = await ask(
    url,
    (sql) => sql`select datname from pg_database where datname like ${`xintu_own_${process.pid}_%`}`,
  );
  if (!found) throw new Error("This test has no stack of its own.");
  await ask(databaseUrl(url, String(found.datname)), (sql) => {
    return sql`update users set role = 'admin' where email = ${email}`;
  });
}

async function ask(url: string, query: (sql: postgres.Sql) => Promise<postgres.RowList<postgres.Row[]>>) {
  const sql = postgres(url, { max: 1 });
  try {
    return await query(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}
