import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { Problem } from "../bootstrap/stages.mjs";

export interface Secrets {
  authSecret: string;
  postgresPassword: string;
}

const fresh = (): Secrets => ({
  authSecret: randomBytes(48).toString("base64url"),
  postgresPassword: randomBytes(24).toString("base64url"),
});

/** The secrets that this machine generated for itself, made at the first call and readable by their owner only. */
export function localSecrets(file: string): Secrets {
  if (existsSync(file)) {
    const read = JSON.parse(readFileSync(file, "utf8")) as Partial<Secrets>;
    if (read.authSecret && read.postgresPassword)
      return { authSecret: read.authSecret, postgresPassword: read.postgresPassword };
    throw new Problem(
      `${file} is damaged. Restore it from a copy: without it the local database does not open.`,
    );
  }
  mkdirSync(dirname(file), { recursive: true });
  const made = fresh();
  const draft = `${file}.new`;
  writeFileSync(draft, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 });
  chmodSync(draft, 0o600);
  renameSync(draft, file);
  return made;
}
