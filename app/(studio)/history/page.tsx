import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { HistoryScreen } from "@/components/history/history-screen";
import { historyHref, parseHistoryFilter } from "@/components/history/rules";
import { requireUserPage } from "@/lib/entry/page";
import { listGenerations } from "@/lib/generations/read";

const FIRST_PAGE = 20;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("history");
  return { title: t("title") };
}

interface HistoryPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function HistoryPage({ searchParams }: HistoryPageProps) {
  const filter = parseHistoryFilter([(await searchParams).status].flat()[0]);
  const ctx = await requireUserPage(historyHref(filter));
  const status = filter === "all" ? undefined : filter;
  const page = await listGenerations({ ctx, input: { status, limit: FIRST_PAGE } });
  return <HistoryScreen first={{ filter, page, atMs: ctx.now.getTime() }} />;
}
