"use client";

import { useLocale, useTranslations } from "next-intl";
import type { ModelView } from "@/lib/generations/schema";
import { knownVendor } from "./groups";

/** Names of models and vendors in the person's language. */
export function useModelWords() {
  const t = useTranslations("create.vendors");
  const language = useLocale() === "en" ? "en" : "zh";
  const vendorOf = (key: string): string => {
    if (key === "own") return t("own");
    const vendor = knownVendor(key);
    return vendor ? t(vendor) : key;
  };
  return {
    vendorOf,
    nameOf: (model: ModelView) => model.name[language],
    noteOf: (model: ModelView) => model.note[language],
  };
}
