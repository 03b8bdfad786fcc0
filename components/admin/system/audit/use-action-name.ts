import { useTranslations } from "next-intl";

/** What a kind of write is called; one that has no name yet by its code. */
export function useActionName(): (action: string) => string {
  const t = useTranslations("admin.system.audit.actions");
  return (action) => {
    const key = action as "credits.adjust";
    return t.has(key) ? t(key) : action;
  };
}
