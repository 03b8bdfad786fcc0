import { useTranslations } from "next-intl";

/** What a code of failure or a vendor's class of errors means, as the composer says it; one without words by its code. */
export function useFailureText(): (code: string) => string {
  const t = useTranslations("create.failure");
  return (code) => {
    const key = code as "internal_error";
    return t.has(key) ? t(key) : code;
  };
}
