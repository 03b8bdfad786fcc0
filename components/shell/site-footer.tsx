import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";

/** What the operator of this site has to say of themselves on every public page. */
export interface SiteFacts {
  operatorName: string | null;
  /** The number of the ICP filing, where there is one. */
  icpNumber: string | null;
}

interface SiteFooterProps extends SiteFacts {
  /** Language and theme, where the header does not have them; pages that must stay small leave it out. */
  preferences?: ReactNode;
}

const groups = [
  {
    key: "product",
    links: [
      { href: "/explore", key: "explore" },
      { href: "/pricing", key: "pricing" },
      { href: "/downloads", key: "downloads" },
    ],
  },
  {
    key: "legal",
    links: [
      { href: "/legal/terms", key: "terms" },
      { href: "/legal/privacy", key: "privacy" },
      { href: "/legal/refunds", key: "refunds" },
    ],
  },
] as const;

const linkLook =
  "inline-flex min-h-9 items-center text-text underline decoration-transparent underline-offset-4 hover:decoration-line-strong sm:min-h-7";

/** The foot of the public pages: where else to go, what holds here, and how the page should look and speak. */
export function SiteFooter({ operatorName, icpNumber, preferences }: SiteFooterProps) {
  const t = useTranslations("shell.footer");
  const shell = useTranslations("shell");
  const language = useLocale();
  return (
    <footer className="mt-16 border-line border-t px-safe py-8 text-sm">
      <div className="flex flex-col gap-8">
        <div className="flex flex-wrap justify-between gap-x-12 gap-y-8">
          <nav aria-label={t("label")} className="flex flex-wrap gap-x-16 gap-y-6">
            {groups.map((group) => (
              <div key={group.key}>
                <h2 className="text-muted">{t(`groups.${group.key}`)}</h2>
                <ul className="mt-1">
                  {group.links.map(({ href, key }) => (
                    <li key={href}>
                      <Link href={href} className={linkLook}>
                        {t(`links.${key}`)}
                      </Link>
                    </li>
                  ))}
                </ul>
              </div>
            ))}
            <div>
              <h2 className="text-muted">{t("groups.follow")}</h2>
              <a
                href={`/explore/feed.xml?lang=${language}`}
                hrefLang={language}
                type="application/rss+xml"
                className={`${linkLook} mt-1`}
              >
                {t("links.feed")}
              </a>
            </div>
          </nav>
          {preferences}
        </div>
        <div className="flex flex-wrap gap-x-6 gap-y-1 text-muted">
          <p>{shell("aiNotice")}</p>
          {operatorName ? <p>{operatorName}</p> : null}
          {icpNumber ? (
            <a
              href="https://beian.miit.gov.cn/"
              rel="noreferrer"
              className="underline decoration-line-strong underline-offset-4 hover:text-text"
            >
              {icpNumber}
            </a>
          ) : null}
        </div>
      </div>
    </footer>
  );
}
