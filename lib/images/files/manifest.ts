import type { collections, generatedImages } from "@/db/schema";

const PAGE = 200;

type ImageRow = typeof generatedImages.$inferSelect;
type CollectionRow = typeof collections.$inferSelect;

/** What became of an image; small, because a library has 100,000 of them. */
export interface ExportedImage {
  id: string;
  /** Null when there was no file to put in any more. */
  file: { name: string; sha256: string } | null;
}

/** A collection as `collections.json` tells of it. */
export interface Place {
  id: string;
  parentId: string | null;
  name: string;
  /** Names from the top, joined by " / ". */
  path: string;
  position: number;
}

/** Collections with their paths, parents before what lies in them. */
export function listPlaces(rows: readonly CollectionRow[]): Place[] {
  const names = new Map(rows.map((row) => [row.id, row.name]));
  return rows
    .map(({ id, parentId, name, position }) => {
      const above = parentId === null ? undefined : names.get(parentId);
      return { id, parentId, name, position, path: above === undefined ? name : `${above} / ${name}` };
    })
    .sort((a, b) => Number(a.parentId !== null) - Number(b.parentId !== null) || a.position - b.position);
}

/**
 * `manifest.json` piece by piece: every image that was exported with all its data, read again page by page, so that
 * memory holds one page. An image whose row is gone by now keeps its id and its file.
 */
export async function* manifestParts(whole: {
  exportedAt: Date;
  exported: readonly ExportedImage[];
  places: readonly Place[];
  data: (ids: string[]) => Promise<ImageRow[]>;
}): AsyncGenerator<string> {
  const paths = new Map(whole.places.map((place) => [place.id, place.path]));
  const head = { format: "xintu-library", version: 1, exportedAt: whole.exportedAt.toISOString() };
  yield `${JSON.stringify(head).slice(0, -1)},"images":[`;
  for (let from = 0; from < whole.exported.length; from += PAGE) {
    const some = whole.exported.slice(from, from + PAGE);
    const rows = new Map((await whole.data(some.map(({ id }) => id))).map((row) => [row.id, row]));
    const lines = some.map((image) => JSON.stringify(entryOf(image, rows.get(image.id), paths)));
    yield `${from === 0 ? "" : ","}\n${lines.join(",\n")}`;
  }
  yield "\n]}\n";
}

function entryOf(image: ExportedImage, row: ImageRow | undefined, paths: ReadonlyMap<string, string>) {
  const file = { file: image.file?.name ?? null, sha256: image.file?.sha256 ?? null };
  const missing = image.file === null;
  if (!row) return { id: image.id, ...file, missing };
  const { ratio, tier, quality, provider, model, seed, operation, format } = row;
  return {
    ...{ id: row.id, ...file, missing },
    ...{ prompt: row.prompt, negativePrompt: row.negativePrompt, styleTags: row.styleTags },
    settings: { operation, ratio, tier, quality, provider, model, seed },
    ...{ aiClass: row.aiClass, tags: row.tags, isFavorite: row.isFavorite },
    collection: row.collectionId === null ? null : (paths.get(row.collectionId) ?? null),
    ...{ generationId: row.generationId, ordinal: row.ordinal, parentImageId: row.parentImageId },
    ...{ widthPx: row.widthPx, heightPx: row.heightPx, originalFormat: format },
    createdAt: row.createdAt.toISOString(),
  };
}
