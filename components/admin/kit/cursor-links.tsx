import Link from "next/link";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/form/button";
import { hrefWith, oneOf, type SearchParams } from "./search-params";

interface CursorLinksProps {
  path: string;
  params: SearchParams;
  /** Where the next page begins; null at the end. */
  nextCursor: string | null;
}

/** The way through a long list: back to its beginning, and on. A record that is open stays behind. */
export function CursorLinks({ path, params, nextCursor }: CursorLinksProps) {
  const t = useTranslations("admin.kit");
  const isFirst = oneOf(params, "cursor") === undefined;
  if (isFirst && !nextCursor) return null;
  return (
    <nav aria-label={t("pages")} className="flex justify-end gap-2">
      {isFirst ? null : (
        <Button asChild>
          <Link href={hrefWith(path, params, { cursor: null, open: null })}>{t("first")}</Link>
        </Button>
      )}
      {nextCursor ? (
        <Button asChild>
          <Link href={hrefWith(path, params, { cursor: nextCursor, open: null })}>{t("next")}</Link>
        </Button>
      ) : null}
    </nav>
  );
}
