import { useTranslations } from "next-intl";

/** From where something about a payment was learned; one that has no words yet by its own name. */
export function useSourceText(): (source: string) => string {
  const t = useTranslations("admin.money.orderSources");
  return (source) => {
    const key = source as "person";
    return t.has(key) ? t(key) : source;
  };
}
