import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { NotePage } from "@/components/member/page/note-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("member.missing");
  return { title: t("title") };
}

export default async function NotFound() {
  const t = await getTranslations("member.missing");
  return <NotePage icon="info" title={t("title")} detail={t("detail")} />;
}
