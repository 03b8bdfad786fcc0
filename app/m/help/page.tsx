import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { HelpList } from "@/components/member/help-list";
import { MemberPage } from "@/components/member/page/member-page";
import { visitor } from "../visit";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("member.help");
  return { title: t("title") };
}

/** For everybody: who cannot get in needs it most. */
export default async function HelpPage() {
  const t = await getTranslations("member.help");
  const { isShopOpen } = await visitor();
  return (
    <MemberPage title={t("title")}>
      <HelpList isShopOpen={isShopOpen} />
    </MemberPage>
  );
}
