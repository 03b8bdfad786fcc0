import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, inject } from "vitest";
import { createDatabase, dropDatabase } from "../local/databases";

// Runs before the test file's own imports, so that the first read of the environment sees this file's database.
const server = inject("databaseServer");
const name = `xintu_test_${randomBytes(8).toString("hex")}`;
const dataFolder = mkdtempSync(join(tmpdir(), "xintu-data-"));
process.env.DATABASE_URL = await createDatabase(server, name, inject("databaseTemplate"));
process.env.DATA_DIR = dataFolder;

afterAll(async () => {
  const { closePools } = await import("@/db/client");
  await closePools();
  await dropDatabase(server, name);
  rmSync(dataFolder, { recursive: true, force: true });
});
