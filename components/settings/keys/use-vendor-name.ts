"use client";

import { useTranslations } from "next-intl";
import { type ConfigProvider, configProviders } from "@/lib/api-configs/schema";

/** A vendor's name in the person's language, or as the vendor writes it. */
export function useVendorName(): (provider: ConfigProvider) => string {
  const t = useTranslations("keys.vendors");
  return (provider) => {
    const own = provider as "bailian";
    return t.has(own) ? t(own) : configProviders[provider].name;
  };
}
