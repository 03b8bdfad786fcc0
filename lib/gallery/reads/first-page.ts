import { jsonBytes, type TaggedBytes } from "@/lib/platform/http/bytes";
import { FreshCache } from "@/lib/platform/process/fresh-cache";
import { singleton } from "@/lib/platform/process/singleton";
import { type GalleryPage, galleryPage, type ListGalleryInput } from "../schema";
import { readList } from "./list";
import { readSearch } from "./search";

/** Most people see the same first pages: each is read once a second, however many ask. */
const FRESH_MS = 1_000;
/** Tags and names come from outside; so many pages of 40 images are some 20 MB. */
const MAX_PAGES = 300;

export interface ServedPage {
  page: GalleryPage;
  /** The same as what a client is sent. */
  body: TaggedBytes;
}

const firstPages = () =>
  singleton("gallery.first-pages", () => new FreshCache<ServedPage>({ freshMs: FRESH_MS, max: MAX_PAGES }));

/** A page of the gallery; the first one of a list without a search may be a second old. Never change what it holds. */
export function servePage(input: ListGalleryInput): Promise<ServedPage> {
  if (input.cursor !== undefined || input.q !== undefined) return makePage(input);
  const key = JSON.stringify([input.sort, input.tag, input.author?.toLowerCase(), input.limit]);
  return firstPages().get(key, () => makePage(input));
}

/** A page as it is now, past the cache. */
export const readGallery = ({ q, ...input }: ListGalleryInput): Promise<GalleryPage> =>
  q === undefined ? readList(input) : readSearch({ ...input, q });

async function makePage(input: ListGalleryInput): Promise<ServedPage> {
  const page = galleryPage.parse(await readGallery(input));
  return { page, body: jsonBytes(page) };
}
