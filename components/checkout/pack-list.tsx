import { useTranslations } from "next-intl";
import { formatFen } from "@/components/shell/money";
import { Card } from "@/components/ui/layout/card";
import type { ProductView } from "@/lib/orders/schema";
import { BuyButton } from "./buy-button";
import { per100Fen, type Shop } from "./rules";

/** Credit packs with what a hundred credits cost in each. */
export function PackList({ products, shop }: { products: readonly ProductView[]; shop: Shop }) {
  const t = useTranslations("checkout");
  const packs = products.filter(({ kind }) => kind === "credits");
  return (
    <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
      {packs.map((pack) => {
        const credits = pack.credits ?? 0;
        return (
          <li key={pack.sku}>
            <Card className="flex h-full flex-row flex-wrap items-center justify-between gap-x-4 gap-y-3 sm:flex-col sm:items-stretch">
              <div>
                <p className="tabular font-medium text-lg">{t("product.credits", { count: credits })}</p>
                <p className="tabular mt-1">
                  <span className="font-semibold text-xl">{formatFen(pack.priceFen)}</span>
                </p>
                <p className="tabular text-muted text-sm">
                  {t("per100", { price: formatFen(per100Fen({ priceFen: pack.priceFen, credits })) })}
                </p>
              </div>
              <BuyButton product={pack} shop={shop} action="buy" />
            </Card>
          </li>
        );
      })}
    </ul>
  );
}
