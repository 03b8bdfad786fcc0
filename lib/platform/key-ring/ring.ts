import { hkdfSync } from "node:crypto";
import { type Env, env } from "../env";
import { singleton } from "../process/singleton";

/** The keys that can open what was sealed, by id. New things are sealed with the current one. */
export interface KeyRing {
  currentId: string;
  keys: ReadonlyMap<string, Buffer>;
}

type RingSettings = Pick<Env, "KEY_RING" | "AUTH_SECRET" | "AUTH_SECRET_PREVIOUS">;

const KEY_BYTES = 32;

/**
 * The keys of KEY_RING (`id:base64url` pairs, the first is the current one), then those that are derived from
 * AUTH_SECRET and AUTH_SECRET_PREVIOUS. The derived ones stay readable when KEY_RING is set for the first time,
 * and their ids follow the secret, so that what the previous secret sealed is recognised after it was changed.
 */
export function ringOf(settings: RingSettings): KeyRing {
  const pairs: [string, Buffer][] = [];
  for (const entry of settings.KEY_RING?.split(",") ?? []) {
    const [id = "", text = ""] = entry.split(":");
    const key = Buffer.from(text, "base64url");
    if (key.length !== KEY_BYTES) throw new Error(`KEY_RING: the key ${id} does not have ${KEY_BYTES} bytes`);
    pairs.push([id, key]);
  }
  for (const secret of [settings.AUTH_SECRET, settings.AUTH_SECRET_PREVIOUS])
    if (secret !== undefined) pairs.push([derivedId(secret), derive(secret, "key", KEY_BYTES)]);
  const [first] = pairs;
  const keys = new Map(pairs);
  if (!first || keys.size < new Set(pairs.map(([, key]) => key.toString("hex"))).size)
    throw new Error("KEY_RING: two keys have the same id");
  return { currentId: first[0], keys };
}

const derive = (secret: string, use: string, bytes: number): Buffer =>
  Buffer.from(hkdfSync("sha256", secret, "", `xintu.key-ring.v1.${use}`, bytes));

const derivedId = (secret: string): string => `auth-${derive(secret, "id", 4).toString("hex")}`;

/** The ring of this process. */
export const keyRing = (): KeyRing => singleton("key-ring", () => ringOf(env()));

/** The id of the key that new things are sealed with. */
export const currentKeyId = (ring: KeyRing = keyRing()): string => ring.currentId;
