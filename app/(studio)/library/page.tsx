import type { Metadata } from "next";
import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import { isPhoneAgent } from "@/components/gallery/phone-agent";
import { libraryHref, parseFilters } from "@/components/library/filters/filters";
import { LibraryScreen } from "@/components/library/library-screen";
import { listCollections } from "@/lib/collections/read";
import { requireUserPage } from "@/lib/entry/page";
import { listImages } from "@/lib/images/read";
import { getStorage } from "@/lib/images/storage/read";

const FIRST_PAGE = 40;

interface LibraryPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("library");
  return { title: t("title") };
}

export default async function LibraryPage({ searchParams }: LibraryPageProps) {
  const search = await searchParams;
  const filters = parseFilters((name) => [search[name]].flat()[0]);
  const ctx = await requireUserPage(libraryHref(filters));
  const [page, collections, storage] = await Promise.all([
    listImages({ ctx, input: { ...filters, limit: FIRST_PAGE } }),
    listCollections({ ctx }),
    getStorage({ ctx }),
  ]);
  return (
    <LibraryScreen
      first={{ filters, page, collections: collections.items, storage, atMs: ctx.now.getTime() }}
      isPhone={isPhoneAgent((await headers()).get("user-agent"))}
    />
  );
}
