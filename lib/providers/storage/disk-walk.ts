import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import path from "node:path";

interface Walk {
  /** The first segment of the prefix: the folder to walk. */
  area: string;
  prefix: string;
  /** The disk path of the last key given before. */
  after?: string;
  /** The one shard the prefix can lie in, if it names its second segment completely. */
  shard?: string;
}

/** Keys below an area in the order of their disk paths, segment by segment, beginning behind `after`. */
export async function* walkKeys(root: string, { area, prefix, after, shard }: Walk): AsyncGenerator<string> {
  const afterSegments = after?.split(path.sep) ?? [];
  const shards = shard === undefined ? await entries(path.join(root, area)) : [{ name: shard, folder: true }];
  for (const { name, folder } of shards) {
    if (!folder || (afterSegments[1] !== undefined && name < afterSegments[1])) continue;
    const rest = name === afterSegments[1] ? afterSegments.slice(2) : [];
    yield* walkFolder(path.join(root, area, name), `${area}/`, prefix, rest);
  }
}

async function* walkFolder(
  folder: string,
  keyPrefix: string,
  prefix: string,
  after: string[],
): AsyncGenerator<string> {
  const [bound, ...below] = after;
  for (const entry of await entries(folder)) {
    if (bound !== undefined && entry.name < bound) continue;
    const key = keyPrefix + entry.name;
    const isBound = entry.name === bound;
    if (entry.folder) {
      const inner = `${key}/`;
      if (inner.startsWith(prefix) || prefix.startsWith(inner))
        yield* walkFolder(path.join(folder, entry.name), inner, prefix, isBound ? below : []);
    } else if (key.startsWith(prefix) && !isBound) {
      yield key;
    }
  }
}

/** Sorted by code unit, not by language, so that the order is the same everywhere. Links are left out. */
async function entries(folder: string): Promise<{ name: string; folder: boolean }[]> {
  let found: Dirent[];
  try {
    found = await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return [];
    throw error;
  }
  return found
    .filter((entry) => entry.isDirectory() || entry.isFile())
    .map((entry) => ({ name: entry.name, folder: entry.isDirectory() }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
