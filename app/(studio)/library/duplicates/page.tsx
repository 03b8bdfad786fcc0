import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DuplicatesScreen } from "@/components/library/duplicates/duplicates-screen";
import { requireUserPage } from "@/lib/entry/page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("library.duplicates");
  return { title: t("title") };
}

export default async function DuplicatesPage() {
  await requireUserPage("/library/duplicates");
  return <DuplicatesScreen />;
}
