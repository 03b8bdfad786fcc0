import { execFileSync, spawnSync } from "node:child_process";
import {
  chownSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import postgres from "postgres";
import { commandOf } from "../bootstrap/lock.mjs";
import { Problem } from "../bootstrap/stages.mjs";
import { freePort, portIsFree } from "./ports";
import {
  type Binaries,
  type Owner,
  openPlace,
  ownedFolder,
  postgresBinaries,
  postgresOwner,
} from "./postgres-owner";
import { endTree, launch } from "./processes";

export interface RunningPostgres {
  /** The folder of the cluster. */
  folder: string;
  port: number;
  pid: number;
  command: string;
  /** A connection URL to one of its databases. */
  url(database: string): string;
  stop(): Promise<void>;
}

interface Options {
  root: string;
  /** Wanted place of the cluster; root may be given another one that the user `postgres` can reach. */
  folder: string;
  password: string;
  logFile: string;
  settings?: Record<string, string>;
  say?: (text: string) => void;
}

const MAJOR = "18";
const LOG_LIMIT_BYTES = 20_000_000;

/** For databases that are thrown away: several times faster, and lost when the machine loses power. */
export const throwawaySettings: Record<string, string> = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  max_connections: "250",
};

/**
 * Starts the embedded PostgreSQL, creating its cluster at the first call. A server that an earlier, killed
 * starter left behind is stopped first. Listens on 127.0.0.1 only, at the same port as last time if it is free.
 */
export async function startPostgres(options: Options): Promise<RunningPostgres> {
  const owner = postgresOwner(options.folder);
  const binaries = await postgresBinaries(options.root, owner);
  const folder = reachableFolder(options, owner);
  if (existsSync(join(folder, "PG_VERSION"))) await clearLeftovers(folder);
  else {
    options.say?.("creating the cluster");
    initialise(folder, binaries, owner, options.password);
  }
  const port = await choosePort(folder);
  options.say?.(`starting at port ${port}`);
  return launchServer({ ...options, folder }, binaries, owner, port);
}

/** A cluster in a temporary folder that `stop` removes. */
export async function startThrowawayPostgres(
  root: string,
  settings = throwawaySettings,
): Promise<RunningPostgres> {
  const home = mkdtempSync(join(tmpdir(), "xintu-postgres-"));
  const owner = postgresOwner(home);
  if (owner.uid !== undefined && owner.gid !== undefined) chownSync(home, owner.uid, owner.gid);
  const running = await startPostgres({
    root,
    folder: join(home, "cluster"),
    password: "throwaway",
    logFile: join(home, "postgres.log"),
    settings,
  });
  const stop = async () => {
    await running.stop();
    rmSync(home, { recursive: true, force: true });
    if (!running.folder.startsWith(home)) rmSync(running.folder, { recursive: true, force: true });
  };
  return { ...running, stop };
}

function reachableFolder({ root, folder }: Options, owner: Owner): string {
  if (ownedFolder(folder, owner)) return folder;
  rmSync(folder, { recursive: true, force: true });
  const other = join(openPlace(root), "data");
  if (ownedFolder(other, owner)) return other;
  throw new Problem(`Neither ${folder} nor ${other} can be used by the user that PostgreSQL runs as.`);
}

/** Trigrams over Chinese need a UTF-8 locale: under C, pg_trgm takes no Chinese character for a letter. */
function utf8Locale(): string {
  const wanted = ["C.UTF-8", "C.utf8", "en_US.UTF-8", "en_US.utf8", "zh_CN.UTF-8", "zh_CN.utf8"];
  const listed = spawnSync("locale", ["-a"], { encoding: "utf8" }).stdout?.split(/\s+/) ?? [];
  const found = wanted.find((name) => listed.includes(name)) ?? listed.find((name) => /utf-?8$/i.test(name));
  if (found) return found;
  process.stdout.write(
    "! This system has no UTF-8 locale: searching by parts of Chinese words will find nothing.\n",
  );
  return "C";
}

function initialise(folder: string, binaries: Binaries, owner: Owner, password: string): void {
  const passwordFile = join(mkdtempSync(join(tmpdir(), "xintu-initdb-")), "password");
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (owner.uid !== undefined && owner.gid !== undefined) {
    chownSync(dirname(passwordFile), owner.uid, owner.gid);
    chownSync(passwordFile, owner.uid, owner.gid);
  }
  const args = ["-D", folder, "-U", "xintu", "--auth=scram-sha-256", `--pwfile=${passwordFile}`];
  try {
    execFileSync(
      binaries.initdb,
      [...args, "--encoding=UTF8", `--locale=${utf8Locale()}`, "--lc-messages=C"],
      {
        ...owner,
        cwd: "/",
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw new Problem(
      `PostgreSQL could not create its cluster in ${folder}.\n${String(Object(error).stderr ?? error)}`,
    );
  } finally {
    rmSync(dirname(passwordFile), { recursive: true, force: true });
  }
}

/** Stops a server that still runs in this folder, and removes a pid file whose process is gone or something else. */
async function clearLeftovers(folder: string): Promise<void> {
  const major = readFileSync(join(folder, "PG_VERSION"), "utf8").trim();
  if (major !== MAJOR)
    throw new Problem(
      `${folder} was made by PostgreSQL ${major}; this is ${MAJOR}. Move the data with pg_dump.`,
    );
  const pidFile = join(folder, "postmaster.pid");
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, "utf8").split("\n")[0]);
  if (Number.isInteger(pid) && pid > 1 && commandOf(pid)?.includes(folder))
    await endTree(pid, "SIGINT", 30_000);
  rmSync(pidFile, { force: true });
}

async function choosePort(folder: string): Promise<number> {
  try {
    const last = Number(
      /^port = (\d+)$/m.exec(readFileSync(join(folder, "postgresql.auto.conf"), "utf8"))?.[1],
    );
    if (last && (await portIsFree(last, "127.0.0.1"))) return last;
  } catch {
    // The first start has no port to remember.
  }
  return freePort();
}

async function launchServer(
  options: Options,
  binaries: Binaries,
  owner: Owner,
  port: number,
): Promise<RunningPostgres> {
  const { folder, logFile } = options;
  // postgresql.auto.conf is the server's own place for settings that outlive a start.
  writeFileSync(join(folder, "postgresql.auto.conf"), `port = ${port}\n`);
  if (existsSync(logFile) && statSync(logFile).size > LOG_LIMIT_BYTES) rmSync(logFile);
  const log = openSync(logFile, "a", 0o600);
  const settings = { listen_addresses: "127.0.0.1", unix_socket_directories: "", ...options.settings };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const child = launch(binaries.postgres, ["-D", folder, ...flags], {
    ...owner,
    cwd: "/",
    stdio: ["ignore", log, log],
  });
  let ended = false;
  child.on("exit", () => {
    ended = true;
  });
  const url = (database: string) => `postgres://xintu:${options.password}@127.0.0.1:${port}/${database}`;
  const failure = await untilReady(url("postgres"), () => ended);
  if (failure) {
    if (child.pid) await endTree(child.pid, "SIGQUIT", 5_000);
    throw new Problem(`PostgreSQL did not start: ${failure}\n${tail(logFile)}`);
  }
  const pid = child.pid ?? 0;
  child.unref();
  return { folder, port, pid, command: folder, url, stop: () => endTree(pid, "SIGINT", 30_000) };
}

async function untilReady(url: string, ended: () => boolean): Promise<string | undefined> {
  const deadline = Date.now() + 120_000;
  let last = "no answer";
  while (Date.now() < deadline) {
    if (ended()) return "it ended at once";
    const sql = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => {} });
    try {
      await sql`SELECT 1`;
      return undefined;
    } catch (error) {
      last = String(error);
      // A wrong password will not become right by waiting.
      if (Object(error).code === "28P01")
        return "the password in secrets.json is not the one of this cluster";
    } finally {
      await sql.end({ timeout: 1 });
    }
    await wait(100);
  }
  return last;
}

const tail = (file: string) => readFileSync(file, "utf8").trimEnd().split("\n").slice(-15).join("\n");
