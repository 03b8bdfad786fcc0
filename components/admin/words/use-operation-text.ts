import { useTranslations } from "next-intl";

/** What an operation is called; one that has no words yet by its own name. */
export function useOperationText(): (operation: string) => string {
  const t = useTranslations("create.operations");
  return (operation) => {
    const key = operation as "generate";
    return t.has(key) ? t(key) : operation;
  };
}
