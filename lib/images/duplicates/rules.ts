/** What is needed of an image to tell whether it looks like another. */
export interface HashedImage {
  id: string;
  /** 64 bits as 16 hex digits. */
  hash: string;
  /** Tells pictures without any contrast apart, whose hash says nothing; of all others it may be empty. */
  sha256: string;
  pixels: number;
  sizeBytes: number;
}

/** In how many of 64 bits two pictures may differ that count as the same. */
export const MAX_DISTANCE = 4;

/** Two hashes that differ in at most four bits have at least two of six parts in common. */
const PARTS = [
  ["low", 0, 0x7ff],
  ["low", 11, 0x7ff],
  ["low", 22, 0x3ff],
  ["high", 0, 0x7ff],
  ["high", 11, 0x7ff],
  ["high", 22, 0x3ff],
] as const;
const PART_BITS = 11;

interface Halves {
  high: Uint32Array;
  low: Uint32Array;
}

/** How many neighbours of a crowd a hash is compared with: what bounds the work where a library is all alike. */
const MAX_COMPARED = 64;

/**
 * Groups of images that look alike, two or more each: every image differs from the first, the largest of its group, in
 * at most four bits. Each image is in one group at most. The group that wastes most bytes comes first. The work grows
 * with the number of images, not with its square.
 */
export function groupAlike(images: readonly HashedImage[]): HashedImage[][] {
  const all = [...byHash(images).values()].sort((a, b) => better(a[0], b[0]));
  const kinds = all.filter((kind) => !isFlat(hashOf(kind)));
  const near = laterNeighbours(kinds.map(hashOf));
  const taken = new Uint8Array(kinds.length);
  const groups = all.filter((kind) => kind.length > 1 && isFlat(hashOf(kind)));
  for (const [i, kind] of kinds.entries()) {
    if (taken[i] === 1) continue;
    taken[i] = 1;
    const group = [...kind];
    for (const j of near[i] ?? []) {
      if (taken[j] === 1) continue;
      taken[j] = 1;
      group.push(...(kinds[j] ?? []));
    }
    if (group.length > 1) groups.push([...group.slice(0, 1), ...group.slice(1).sort(better)]);
  }
  return groups.sort((a, b) => wasted(b) - wasted(a));
}

const hashOf = (kind: readonly HashedImage[]): string => kind[0]?.hash ?? "";

/** Larger pictures first, then larger files, then older ones. */
function better(a: HashedImage | undefined, b: HashedImage | undefined): number {
  if (!a || !b) return 0;
  return b.pixels - a.pixels || b.sizeBytes - a.sizeBytes || (a.id < b.id ? -1 : 1);
}

const wasted = (group: readonly HashedImage[]): number =>
  group.slice(1).reduce((sum, image) => sum + image.sizeBytes, 0);

/** Images of one hash, the best first. A picture without contrast is only like its own copies. */
function byHash(images: readonly HashedImage[]): Map<string, HashedImage[]> {
  const kinds = new Map<string, HashedImage[]>();
  for (const image of images) {
    const key = isFlat(image.hash) ? image.sha256 : image.hash;
    const kind = kinds.get(key);
    if (kind) kind.push(image);
    else kinds.set(key, [image]);
  }
  for (const kind of kinds.values()) kind.sort(better);
  return kinds;
}

/** No cell is darker than its neighbour, or every one is. */
export const isFlat = (hash: string): boolean => /^(0{16}|f{16})$/.test(hash);

/** For each hash the later ones within the distance. Hashes that share two parts meet in one crowd. */
function laterNeighbours(hashes: readonly string[]): number[][] {
  const halves: Halves = {
    high: Uint32Array.from(hashes, (hash) => Number.parseInt(hash.slice(0, 8), 16)),
    low: Uint32Array.from(hashes, (hash) => Number.parseInt(hash.slice(8), 16)),
  };
  const parts = PARTS.map(([half, shift, mask]) =>
    Uint16Array.from(halves[half], (value) => (value >>> shift) & mask),
  );
  const near: number[][] = hashes.map(() => []);
  for (const [at, first] of parts.entries())
    for (const second of parts.slice(at + 1)) compareCrowds(first, second, halves, near);
  return near.map((list) => [...new Set(list)]);
}

/** Sorts by both parts together, so that who has both in common stands in a row. */
function compareCrowds(first: Uint16Array, second: Uint16Array, halves: Halves, near: number[][]): void {
  const count = first.length;
  const sorted = Float64Array.from(
    first,
    (part, i) => ((part << PART_BITS) | (second[i] ?? 0)) * count + i,
  ).sort();
  const keyAt = (at: number) => Math.floor((sorted[at] ?? 0) / count);
  for (let from = 0, to = 1; from < count; from = to, to += 1) {
    while (to < count && keyAt(to) === keyAt(from)) to += 1;
    if (to - from > 1) compareCrowd(sorted.subarray(from, to), count, halves, near);
  }
}

function compareCrowd(crowd: Float64Array, count: number, { high, low }: Halves, near: number[][]): void {
  for (const [at, composed] of crowd.entries()) {
    const a = composed % count;
    for (let next = at + 1; next < Math.min(crowd.length, at + 1 + MAX_COMPARED); next += 1) {
      const b = (crowd[next] ?? 0) % count;
      const apart = bits((high[a] ?? 0) ^ (high[b] ?? 0)) + bits((low[a] ?? 0) ^ (low[b] ?? 0));
      if (apart <= MAX_DISTANCE) near[a]?.push(b);
    }
  }
}

/** Set bits of a 32-bit number, added up in ever wider fields. */
function bits(value: number): number {
  const pairs = (value >>> 0) - ((value >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
