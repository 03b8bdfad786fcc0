import { useLocale, useTranslations } from "next-intl";
import type { ModelNameView } from "@/lib/channels/schema";

/** What a model is called; people's own keys are models as well, and one that is gone goes by its id. */
export function useModelName(models: readonly ModelNameView[]): (id: string) => string {
  const t = useTranslations("admin.overview");
  const language = useLocale() === "en" ? "en" : "zh";
  const names = new Map(models.map(({ id, name }) => [id, name[language]]));
  return (id) => names.get(id) ?? (id === "own" || id.startsWith("cfg_") ? t("ownKeys") : id);
}
