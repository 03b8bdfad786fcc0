import type { TestProject } from "vitest/node";
import { createDatabase, dropDatabase } from "../local/databases";
import { startThrowawayPostgres } from "../local/postgres";
import { runScript } from "../local/processes";

declare module "vitest" {
  interface ProvidedContext {
    databaseServer: string;
    databaseTemplate: string;
  }
}

/**
 * Migrates one template database on the server of TEST_DATABASE_URL, or on an embedded one that lives as long
 * as the run. Every test file then gets its own copy, see database-per-file.ts.
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const root = process.cwd();
  const given = process.env.TEST_DATABASE_URL || undefined;
  const own = given ? undefined : await startThrowawayPostgres(root);
  const server = given ?? own?.url("postgres") ?? "";
  const template = `xintu_template_${process.pid}`;
  try {
    const url = await createDatabase(server, template);
    await runScript("scripts/migrate.ts", { cwd: root, env: { ...process.env, DATABASE_URL: url } });
  } catch (error) {
    await own?.stop();
    throw error;
  }
  project.provide("databaseServer", server);
  project.provide("databaseTemplate", template);
  return async () => {
    await dropDatabase(server, template);
    await own?.stop();
  };
}
