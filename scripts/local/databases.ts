import postgres from "postgres";

const admin = async <T>(serverUrl: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> => {
  const sql = postgres(serverUrl, { max: 1, onnotice: () => {} });
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
};

/** The same server, another database. */
export function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** Creates a database unless it exists, as a copy of `template` if one is named; gives its URL. */
export async function createDatabase(serverUrl: string, name: string, template?: string): Promise<string> {
  await admin(serverUrl, async (sql) => {
    const [known] = await sql`SELECT 1 FROM pg_database WHERE datname = ${name}`;
    if (known) return;
    await (template
      ? sql`CREATE DATABASE ${sql(name)} TEMPLATE ${sql(template)}`
      : sql`CREATE DATABASE ${sql(name)}`);
  });
  return databaseUrl(serverUrl, name);
}

/** Removes a database and ends whoever is still connected to it. */
export const dropDatabase = (serverUrl: string, name: string): Promise<void> =>
  admin(serverUrl, async (sql) => {
    await sql`DROP DATABASE IF EXISTS ${sql(name)} WITH (FORCE)`;
  });
