import Link from "next/link";
import { NextIntlClientProvider, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Providers } from "./providers";
import { SiteHeader, type SiteHeaderProps } from "./site-header";
import { OfflineNotice } from "./state/offline-notice";
import { SkipLink } from "./state/skip-link";

/** Public pages: header, content of its own width, a quiet foot. */
export function SiteLayout({ children, ...header }: SiteHeaderProps & { children: ReactNode }) {
  const t = useTranslations("shell");
  return (
    <NextIntlClientProvider>
      <Providers>
        <div className="flex min-h-dvh flex-col">
          <SkipLink />
          <SiteHeader {...header} />
          <OfflineNotice />
          <main id="main" tabIndex={-1} className="flex flex-1 flex-col focus-visible:outline-none">
            {children}
          </main>
          <footer className="mt-16 flex flex-wrap justify-between gap-x-6 gap-y-2 border-line border-t px-safe py-6 text-muted text-sm">
            <p>{t("aiNotice")}</p>
            <Link
              href="/pricing"
              className="underline decoration-line-strong underline-offset-4 hover:text-text"
            >
              {t("pricing")}
            </Link>
          </footer>
        </div>
      </Providers>
    </NextIntlClientProvider>
  );
}
