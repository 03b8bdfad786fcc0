import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { readShop } from "@/app/(site)/pricing/shop";
import { OrdersList } from "@/components/checkout/orders/orders-list";
import { PacksForSale } from "@/components/checkout/packs-for-sale";
import { ResumedCheckout } from "@/components/checkout/resumed-checkout";
import { resumedWant } from "@/components/checkout/rules";
import { CreditsScreen } from "@/components/credits/credits-screen";
import { getBalance, listEntries } from "@/lib/credits/read";
import { requireUserPage } from "@/lib/entry/page";
import { listOrders, listProducts } from "@/lib/orders/read";

const FIRST_PAGE = 30;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("ledger");
  return { title: t("title") };
}

interface CreditsPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function CreditsPage({ searchParams }: CreditsPageProps) {
  const ctx = await requireUserPage("/credits");
  const input = { limit: FIRST_PAGE };
  const [balance, page, orders, { items, paymentsOpen }] = await Promise.all([
    getBalance({ ctx }),
    listEntries({ ctx, input }),
    listOrders({ ctx, input }),
    listProducts({ ctx }),
  ]);
  const shop = await readShop("/credits", paymentsOpen);
  const want = shop ? resumedWant(await searchParams, items) : null;
  const atMs = ctx.now.getTime();
  return (
    <>
      <CreditsScreen
        first={{ balance, page, atMs }}
        packs={shop ? <PacksForSale products={items} shop={shop} /> : null}
        orders={shop ? <OrdersList first={{ page: orders, atMs }} shop={shop} /> : null}
      />
      {shop ? <ResumedCheckout want={want} shop={shop} /> : null}
    </>
  );
}
