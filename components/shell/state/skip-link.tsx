import { useTranslations } from "next-intl";

/** The first stop of the keyboard: past the navigation, to the element with the id `main`. */
export function SkipLink() {
  const t = useTranslations("shell");
  return (
    <a
      href="#main"
      className="fixed top-2 left-2 z-[70] -translate-y-20 rounded-md bg-text px-4 py-2 text-background focus:translate-y-0"
    >
      {t("skipToContent")}
    </a>
  );
}
