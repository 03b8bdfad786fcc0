import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { NotePage } from "@/components/member/page/note-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("member.plans");
  return { title: t("title") };
}

/** In place of everything with a price, where WeChat wants nothing sold. The sentence is WeChat's own. */
export default async function NotOnIosPage() {
  const t = await getTranslations("member.notOnIos");
  return <NotePage icon="info" title={t("title")} />;
}
