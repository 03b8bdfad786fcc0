import type { ReactNode } from "react";
import { ClientMessages } from "./client-messages";
import { ShellOverlays } from "./palette/shell-overlays";
import { PreferencesBar } from "./preferences/preferences-bar";
import { Providers } from "./providers";
import { type SiteFacts, SiteFooter } from "./site-footer";
import { SiteHeader, type SiteHeaderProps } from "./site-header";
import { OfflineNotice } from "./state/offline-notice";
import { SkipLink } from "./state/skip-link";
import { ViewAsNotice } from "./state/view-as-notice";

interface SiteLayoutProps extends SiteHeaderProps {
  site: SiteFacts;
  /** What the operator says, above everything. */
  notices?: ReactNode;
  children: ReactNode;
}

/** Public pages: header, content of its own width, a quiet foot. */
export function SiteLayout({ children, site, notices, ...header }: SiteLayoutProps) {
  return (
    <ClientMessages>
      <Providers>
        <div className="flex min-h-dvh flex-col">
          <SkipLink />
          {notices}
          {header.account?.isViewed ? (
            <ViewAsNotice username={header.account.username} end={header.signOut} />
          ) : null}
          <SiteHeader {...header} />
          <OfflineNotice />
          <main id="main" tabIndex={-1} className="flex flex-1 flex-col focus-visible:outline-none">
            {children}
          </main>
          {/* A grid that grows would push it away; it shows when the list has ended. */}
          <div className="[main:has([data-growing])+&]:invisible">
            <SiteFooter {...site} preferences={<PreferencesBar />} />
          </div>
        </div>
        <ShellOverlays signOut={header.account ? header.signOut : null} />
      </Providers>
    </ClientMessages>
  );
}
