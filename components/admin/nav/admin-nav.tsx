"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { cn } from "@/lib/platform/cn";
import { isHere, type PanelLink, panelSections } from "./links";

/** The panel's pages: a column beside them on wide screens, a strip above them on others. */
export function AdminNav() {
  const t = useTranslations("admin.nav");
  const pathname = usePathname();
  const link = ({ href, key }: PanelLink, inner: boolean) => (
    <Link
      href={href}
      aria-current={isHere(pathname, href) ? "page" : undefined}
      className={cn(
        "block whitespace-nowrap rounded-md px-2.5 py-1.5 text-sm hover:bg-subtle",
        inner && "lg:pl-9",
        isHere(pathname, href) ? "bg-subtle font-medium text-text" : "text-muted",
      )}
    >
      {t(key)}
    </Link>
  );
  return (
    <nav
      aria-label={t("label")}
      className="border-line max-lg:overflow-x-auto max-lg:border-b lg:sticky lg:top-(--header) lg:h-[calc(100dvh-var(--header))] lg:w-52 lg:shrink-0 lg:overflow-y-auto lg:border-r"
    >
      <ul className="flex gap-1 p-2 lg:flex-col lg:p-3">
        {panelSections.map(({ icon: Icon, pages = [], ...section }) => {
          const isOpen = isHere(pathname, section.href) || pages.some((page) => isHere(pathname, page.href));
          return (
            <li key={section.key} className="max-lg:flex max-lg:gap-1">
              <Link
                href={section.href}
                aria-current={pages.length === 0 && isOpen ? "page" : undefined}
                className={cn(
                  "flex items-center gap-2 whitespace-nowrap rounded-md px-2.5 py-1.5 text-sm hover:bg-subtle",
                  isOpen ? "font-medium text-text" : "text-muted",
                  isOpen && pages.length === 0 && "bg-subtle",
                )}
              >
                <Icon strokeWidth={1.5} className="size-4 shrink-0" aria-hidden />
                {t(section.key)}
              </Link>
              {isOpen && pages.length > 0 ? (
                <ul className="flex gap-1 lg:mt-0.5 lg:flex-col lg:gap-0.5">
                  {pages.map((page) => (
                    <li key={page.href}>{link(page, true)}</li>
                  ))}
                </ul>
              ) : null}
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
