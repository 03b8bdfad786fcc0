"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { cn } from "@/lib/platform/cn";
import { isWithin, topLinks } from "./links";

/** The links of the top bar; hidden on phones, which have the bottom bar. */
export function TopLinks() {
  const t = useTranslations("shell");
  const pathname = usePathname();
  return (
    <nav aria-label={t("mainNavigation")} className="hidden items-center gap-1 sm:flex">
      {topLinks.map(({ href, key }) => {
        const here = isWithin(pathname, href);
        return (
          <Link
            key={href}
            href={href}
            aria-current={here ? "page" : undefined}
            className={cn(
              "flex h-9 items-center rounded-md px-3 hover:bg-subtle",
              here ? "font-medium text-text" : "text-muted hover:text-text",
            )}
          >
            {t(key)}
          </Link>
        );
      })}
    </nav>
  );
}
