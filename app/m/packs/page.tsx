import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { CreditsCard } from "@/components/member/home/credits-card";
import { MemberPage } from "@/components/member/page/member-page";
import { PackList } from "@/components/member/shop/pack-list";
import { getBalance } from "@/lib/credits/read";
import { requireMemberPage } from "@/lib/entry/member";
import { listProducts } from "@/lib/orders/read";
import { buyHref, Outside, visitor } from "../visit";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("member.packs");
  return { title: t("title") };
}

export default async function PacksPage() {
  const ctx = await requireMemberPage("/m/packs");
  if (!ctx) return <Outside from="/m/packs" />;
  const { isInWechat, isShopOpen } = await visitor();
  if (!isShopOpen) redirect("/m/not-on-ios");
  const [t, balance, { items, paymentsOpen }] = await Promise.all([
    getTranslations("member.packs"),
    getBalance({ ctx }),
    listProducts({ ctx }),
  ]);
  return (
    <MemberPage title={t("title")}>
      <CreditsCard balance={balance} />
      <PackList
        packs={items.filter(({ kind }) => kind === "credits")}
        hrefOf={paymentsOpen ? (product) => buyHref(product, isInWechat) : null}
      />
    </MemberPage>
  );
}
