import { useTranslations } from "next-intl";

/** What a vendor is called, as the composer calls it; one that has no name yet by its id. */
export function useVendorName(): (provider: string) => string {
  const t = useTranslations("create.vendors");
  return (provider) => {
    const key = provider as "openai";
    return t.has(key) ? t(key) : provider;
  };
}
