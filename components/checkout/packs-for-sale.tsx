import Link from "next/link";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/form/button";
import type { ProductView } from "@/lib/orders/schema";
import { PackList } from "./pack-list";
import type { Shop } from "./rules";

/** Credit packs beside a balance, with the way to what memberships bring. Only the way where nothing is sold here. */
export function PacksForSale({ products, shop }: { products: readonly ProductView[]; shop: Shop }) {
  const t = useTranslations("checkout.shop");
  const isSold = shop.mode === "native" || shop.mode === "h5";
  return (
    <section aria-labelledby="packs-title" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
        <div>
          <h2 id="packs-title" className="font-semibold text-lg">
            {t("title")}
          </h2>
          <p className="text-muted">{t("detail")}</p>
        </div>
        <Button asChild variant={isSold ? "secondary" : "primary"}>
          <Link href="/pricing">{t("seePricing")}</Link>
        </Button>
      </div>
      {isSold ? <PackList products={products} shop={shop} /> : null}
    </section>
  );
}
