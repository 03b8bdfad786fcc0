import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { pageMetadata } from "@/app/(gallery)/metadata";
import { asksFromPhone, first, type Search, toCellPage } from "@/app/(gallery)/search";
import { authorHref } from "@/components/explore/address";
import { AuthorPage } from "@/components/explore/author/author-page";
import { countVisit, pageContext } from "@/lib/entry/page";
import { findAuthor, listByAuthor } from "@/lib/gallery/read";
import { type AuthorView, usernameText } from "@/lib/gallery/schema";
import { AppError } from "@/lib/platform/errors";

interface AuthorProps {
  params: Promise<{ username: string }>;
  searchParams: Promise<Search>;
}

const PAGE_SIZE = 40;

/** The author of this request, asked for once; whoever shows nothing has no page. */
const readAuthor = cache(async (segment: string): Promise<AuthorView> => {
  const username = usernameText.safeParse(decoded(segment));
  if (!username.success) notFound();
  return (await findAuthor({ ctx: await pageContext(), input: { username: username.data } })) ?? notFound();
});

/** A part of a path as text; null where it is none. */
function decoded(segment: string): string | null {
  try {
    const text = decodeURIComponent(segment);
    return text.includes("\u0000") ? null : text;
  } catch {
    return null;
  }
}

export async function generateMetadata({ params, searchParams }: AuthorProps): Promise<Metadata> {
  const author = await readAuthor((await params).username);
  const t = await getTranslations("explore");
  const title = t("authorTitle", { name: author.displayName });
  const description = t("authorDescription", { name: author.displayName, count: author.images });
  return pageMetadata({
    title,
    description,
    path: authorHref(author.username),
    type: "profile",
    isIndexed: (await searchParams).cursor === undefined,
  });
}

export default async function Page({ params, searchParams }: AuthorProps) {
  await countVisit("publicRead");
  const author = await readAuthor((await params).username);
  const cursor = first((await searchParams).cursor);
  const { username } = author;
  const page = await listByAuthor({
    ctx: await pageContext(),
    input: { username, cursor, limit: PAGE_SIZE },
  }).catch((error: unknown) => {
    if (cursor !== undefined && error instanceof AppError && error.status === 400) return null;
    throw error;
  });
  if (!page) redirect(authorHref(username));
  // The count may be some seconds old; whoever shows nothing any more has no page now.
  if (cursor === undefined && page.items.length === 0) notFound();
  return <AuthorPage author={author} page={toCellPage(page)} isPhone={await asksFromPhone()} />;
}
