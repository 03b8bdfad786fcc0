import Link from "next/link";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/form/button";

interface CursorLinksProps {
  /** The first page; null on it. */
  firstHref: string | null;
  /** The page after this one; null at the end. */
  nextHref: string | null;
}

/** The way through a long list: back to its beginning, and on. */
export function CursorLinks({ firstHref, nextHref }: CursorLinksProps) {
  const t = useTranslations("admin.kit");
  if (!firstHref && !nextHref) return null;
  return (
    <nav aria-label={t("pages")} className="flex justify-end gap-2">
      {firstHref ? (
        <Button asChild>
          <Link href={firstHref}>{t("first")}</Link>
        </Button>
      ) : null}
      {nextHref ? (
        <Button asChild>
          <Link href={nextHref}>{t("next")}</Link>
        </Button>
      ) : null}
    </nav>
  );
}
