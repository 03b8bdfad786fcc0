import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { readShop } from "@/app/(site)/pricing/shop";
import { BuyButton } from "@/components/checkout/buy-button";
import { PackList } from "@/components/checkout/pack-list";
import { ResumedCheckout } from "@/components/checkout/resumed-checkout";
import { buyActionOf, resumedWant } from "@/components/checkout/rules";
import { BuyInWechat, NotOnIos, PaymentsOff } from "@/components/pricing/notices";
import { PricingPage } from "@/components/pricing/pricing-page";
import { nextPlan, planFacts } from "@/components/pricing/rules";
import { getWelcomeCredits } from "@/lib/accounts/read";
import { pageContext } from "@/lib/entry/page";
import { listProducts } from "@/lib/orders/read";
import { memberUrl } from "@/lib/platform/http/member-url";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("pricing"))("title"),
});

interface PricingProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function Page({ searchParams }: PricingProps) {
  const ctx = await pageContext();
  const { items, paymentsOpen } = await listProducts({ ctx });
  const shop = await readShop("/pricing", paymentsOpen);
  if (!shop) return <NotOnIos />;
  const current = ctx.actor.kind === "user" ? ctx.actor.plan : null;
  const memberships = items.filter(({ kind }) => kind === "membership");
  const buttons = memberships.map((product) => {
    const look = product.plan === nextPlan(current) ? "primary" : "secondary";
    const action = buyActionOf(product, current);
    return [
      product.sku,
      <BuyButton key={product.sku} product={product} shop={shop} action={action} variant={look} />,
    ] as const;
  });
  const want = shop.isSignedIn ? resumedWant(await searchParams, items) : null;
  return (
    <>
      <PricingPage
        facts={planFacts()}
        products={items}
        welcomeCredits={getWelcomeCredits()}
        current={current}
        buttons={shop.mode === "native" || shop.mode === "h5" ? Object.fromEntries(buttons) : {}}
        packs={<PackList products={items} shop={shop} />}
        notice={
          shop.mode === "off" ? (
            <PaymentsOff />
          ) : shop.mode === "wechat" ? (
            <BuyInWechat plansUrl={memberUrl("/plans")} packsUrl={memberUrl("/packs")} />
          ) : undefined
        }
      />
      <ResumedCheckout want={want} shop={shop} />
    </>
  );
}
