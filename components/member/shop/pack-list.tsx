import { useTranslations } from "next-intl";
import type { ProductView } from "@/lib/orders/schema";
import { Cell, Cells } from "../page/cells";
import { yuan } from "../rules";

interface PackListProps {
  packs: readonly ProductView[];
  /** Where a product is bought; null where nothing can be. */
  hrefOf: ((product: ProductView) => string) | null;
}

export function PackList({ packs, hrefOf }: PackListProps) {
  const t = useTranslations("member");
  return (
    <Cells note={hrefOf ? t("packs.note") : t("plans.closed")}>
      {packs.map((product) => (
        <Cell
          key={product.sku}
          href={hrefOf?.(product)}
          label={<span className="tabular">{t("product.credits", { credits: product.credits ?? 0 })}</span>}
          value={<span className="font-medium text-text whitespace-nowrap">{yuan(product.priceFen)}</span>}
        />
      ))}
    </Cells>
  );
}
