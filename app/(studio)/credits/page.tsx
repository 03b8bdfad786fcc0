import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CreditsScreen } from "@/components/credits/credits-screen";
import { getBalance, listEntries } from "@/lib/credits/read";
import { requireUserPage } from "@/lib/entry/page";

const FIRST_PAGE = 30;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("ledger");
  return { title: t("title") };
}

export default async function CreditsPage() {
  const ctx = await requireUserPage("/credits");
  const [balance, page] = await Promise.all([
    getBalance({ ctx }),
    listEntries({ ctx, input: { limit: FIRST_PAGE } }),
  ]);
  return <CreditsScreen first={{ balance, page, atMs: ctx.now.getTime() }} />;
}
