import { useTranslations } from "next-intl";

/** What kind of actor wrote something, in words; one that has no words yet by its own name. */
export function useActorKind(): (kind: string) => string {
  const t = useTranslations("admin.system.audit.actors");
  return (kind) => {
    const key = kind as "user";
    return t.has(key) ? t(key) : kind;
  };
}
