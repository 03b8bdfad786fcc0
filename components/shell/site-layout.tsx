import { NextIntlClientProvider } from "next-intl";
import type { ReactNode } from "react";
import { ShellOverlays } from "./palette/shell-overlays";
import { PreferencesBar } from "./preferences/preferences-bar";
import { Providers } from "./providers";
import { type SiteFacts, SiteFooter } from "./site-footer";
import { SiteHeader, type SiteHeaderProps } from "./site-header";
import { OfflineNotice } from "./state/offline-notice";
import { SkipLink } from "./state/skip-link";

interface SiteLayoutProps extends SiteHeaderProps {
  site: SiteFacts;
  children: ReactNode;
}

/** Public pages: header, content of its own width, a quiet foot. */
export function SiteLayout({ children, site, ...header }: SiteLayoutProps) {
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
          <SiteFooter {...site} preferences={<PreferencesBar />} />
        </div>
        <ShellOverlays signOut={header.account ? header.signOut : null} />
      </Providers>
    </NextIntlClientProvider>
  );
}
