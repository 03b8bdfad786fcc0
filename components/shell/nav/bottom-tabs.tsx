"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { cn } from "@/lib/platform/cn";
import { isWithin, tabLinks } from "./links";

/** The bar at the bottom of phones, above the home bar. Its height is 3.5rem; pages leave room by `--tabs`. */
export function BottomTabs() {
  const t = useTranslations("shell");
  const pathname = usePathname();
  return (
    <nav
      aria-label={t("mainNavigation")}
      className="fixed inset-x-0 bottom-0 z-30 border-line border-t bg-surface pb-safe sm:hidden"
    >
      <ul className="flex">
        {tabLinks.map(({ href, key, icon: Icon }) => {
          const here = isWithin(pathname, href);
          return (
            <li key={href} className="flex-1">
              <Link
                href={href}
                aria-current={here ? "page" : undefined}
                className={cn(
                  "flex h-14 flex-col items-center justify-center gap-1 text-xs focus-visible:-outline-offset-2",
                  here ? "font-medium text-text" : "text-muted",
                )}
              >
                <Icon strokeWidth={here ? 2 : 1.5} className="size-5" aria-hidden />
                {t(key)}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
