import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { MemberPage } from "@/components/member/page/member-page";
import { PlanList } from "@/components/member/shop/plan-list";
import { requireMemberPage } from "@/lib/entry/member";
import { getMembership } from "@/lib/membership/read";
import { listProducts } from "@/lib/orders/read";
import { buyHref, Outside, visitor } from "../visit";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("member.plans");
  return { title: t("title") };
}

export default async function PlansPage() {
  const ctx = await requireMemberPage("/m/plans");
  if (!ctx) return <Outside from="/m/plans" />;
  const { isInWechat, isShopOpen } = await visitor();
  if (!isShopOpen) redirect("/m/not-on-ios");
  const [t, membership, { items, paymentsOpen }] = await Promise.all([
    getTranslations("member.plans"),
    getMembership({ ctx }),
    listProducts({ ctx }),
  ]);
  return (
    <MemberPage title={t("title")}>
      <PlanList
        products={items}
        current={membership.plan}
        hrefOf={paymentsOpen ? (product) => buyHref(product, isInWechat) : null}
      />
      <p className="px-1 text-base text-muted">{paymentsOpen ? t("note") : t("closed")}</p>
    </MemberPage>
  );
}
