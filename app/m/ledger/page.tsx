import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { LedgerList } from "@/components/member/ledger-list";
import { EmptyNote } from "@/components/member/page/empty-note";
import { MemberPage } from "@/components/member/page/member-page";
import { PageLinks } from "@/components/member/page/page-links";
import { getBalance, listEntries } from "@/lib/credits/read";
import { requireMemberPage } from "@/lib/entry/member";
import { Outside, orNull, type Search, single } from "../visit";

const PAGE_SIZE = 20;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("member.ledger");
  return { title: t("title") };
}

export default async function LedgerPage({ searchParams }: { searchParams: Search }) {
  const cursor = single((await searchParams).cursor);
  const ctx = await requireMemberPage("/m/ledger");
  if (!ctx) return <Outside from="/m/ledger" />;
  const [t, words, balance, page] = await Promise.all([
    getTranslations("member.ledger"),
    getTranslations("ledger"),
    getBalance({ ctx }),
    orNull(listEntries({ ctx, input: { cursor, limit: PAGE_SIZE } })),
  ]);
  if (!page) notFound();
  const { items, nextCursor } = page;
  const available = t("available", { count: balance.available });
  return (
    <MemberPage title={t("title")}>
      <p className="tabular px-1 text-muted">{available}</p>
      {items.length > 0 ? (
        <LedgerList entries={items} />
      ) : (
        <EmptyNote title={words("empty")} detail={available} />
      )}
      <PageLinks path="/m/ledger" cursor={cursor} next={nextCursor} newest={t("newest")} older={t("older")} />
    </MemberPage>
  );
}
