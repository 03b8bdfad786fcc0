"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { cn } from "@/lib/platform/cn";
import { isHere, type PanelLink, panelSections } from "./links";

/** The panel's pages: a column beside them on wide screens, a strip above them on others. */
export function AdminNav() {
  const t = useTranslations("admin.nav");
  const pathname = usePathname();
  const strip = useRef<HTMLElement>(null);
  // The strip is wider than a phone: the page that is open must not lie beyond its edge.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the links read the address, and this looks at them.
  useEffect(() => {
    const nav = strip.current;
    const current = nav?.querySelector<HTMLElement>("[data-current]");
    if (!nav || !current || nav.scrollWidth <= nav.clientWidth) return;
    const middle = current.getBoundingClientRect().left - nav.getBoundingClientRect().left + nav.scrollLeft;
    nav.scrollTo({ left: middle - (nav.clientWidth - current.offsetWidth) / 2 });
  }, [pathname]);
  const link = ({ href, key }: PanelLink, inner: boolean) => (
    <Link
      href={href}
      aria-current={isHere(pathname, href) ? "page" : undefined}
      data-current={isHere(pathname, href) ? "" : undefined}
      className={cn(
        "block whitespace-nowrap rounded-md px-2.5 py-1.5 text-sm hover:bg-subtle",
        inner && "lg:whitespace-normal lg:pl-9",
        isHere(pathname, href) ? "bg-subtle font-medium text-text" : "text-muted",
      )}
    >
      {t(key)}
    </Link>
  );
  return (
    <nav
      ref={strip}
      aria-label={t("label")}
      className="border-line max-lg:overflow-x-auto max-lg:border-b lg:sticky lg:top-(--header) lg:h-[calc(100dvh-var(--header))] lg:w-48 lg:shrink-0 lg:overflow-y-auto lg:border-r xl:w-52"
    >
      <ul className="flex gap-1 p-2 lg:flex-col lg:p-3">
        {panelSections.map(({ icon: Icon, pages = [], ...section }) => {
          const isOpen = [
            section.href,
            section.records ?? section.href,
            ...pages.map((page) => page.href),
          ].some((href) => isHere(pathname, href));
          // A section that has pages is here itself where none of them is: its own list, and its records.
          const isSelf = isOpen && !pages.some((page) => isHere(pathname, page.href));
          return (
            <li key={section.key} className="max-lg:flex max-lg:gap-1">
              <Link
                href={section.href}
                aria-current={isSelf ? "page" : undefined}
                data-current={isSelf ? "" : undefined}
                className={cn(
                  "flex items-center gap-2 whitespace-nowrap rounded-md px-2.5 py-1.5 text-sm hover:bg-subtle",
                  isOpen ? "font-medium text-text" : "text-muted",
                  isSelf && "bg-subtle",
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
