import Link from "next/link";
import { useTranslations } from "next-intl";
import { tabLinks } from "@/components/shell/nav/links";
import { cn } from "@/lib/platform/cn";

/** The bar at the bottom of phones, as inside; the space below the foot keeps it from covering anything. */
export function PhoneTabs() {
  const t = useTranslations("shell");
  return (
    <div className="h-[calc(3.5rem+env(safe-area-inset-bottom))] sm:hidden">
      <nav
        aria-label={t("mainNavigation")}
        className="fixed inset-x-0 bottom-0 z-30 border-line border-t bg-surface pb-safe"
      >
        <ul className="flex">
          {tabLinks.map(({ href, key, icon: Icon }) => {
            const isHere = href === "/explore";
            return (
              <li key={href} className="flex-1">
                <Link
                  href={href}
                  prefetch={false}
                  aria-current={isHere ? "page" : undefined}
                  className={cn(
                    "flex h-14 flex-col items-center justify-center gap-1 text-xs focus-visible:-outline-offset-2",
                    isHere ? "font-medium text-text" : "text-muted",
                  )}
                >
                  <Icon strokeWidth={isHere ? 2 : 1.5} className="size-5" aria-hidden />
                  {t(key)}
                </Link>
              </li>
            );
          })}
        </ul>
      </nav>
    </div>
  );
}
