import type { ReactNode } from "react";
import { ClientMessages } from "./client-messages";
import { BottomTabs } from "./nav/bottom-tabs";
import { ShellOverlays } from "./palette/shell-overlays";
import { Providers } from "./providers";
import { SiteHeader, type SiteHeaderProps } from "./site-header";
import { OfflineNotice } from "./state/offline-notice";
import { SkipLink } from "./state/skip-link";
import { ViewAsNotice } from "./state/view-as-notice";

interface StudioLayoutProps extends SiteHeaderProps {
  /** What the operator says, above everything. */
  notices?: ReactNode;
  /** This is the admin panel. */
  isPanel?: boolean;
  children: ReactNode;
}

/**
 * The signed-in application: top bar on wide screens, tabs at the bottom on phones. Inside it `--header` and
 * `--tabs` are the heights of both bars, for things that stick or fill the screen.
 */
export function StudioLayout({ children, notices, isPanel, ...header }: StudioLayoutProps) {
  return (
    <ClientMessages ofPanel={isPanel}>
      <Providers>
        <div className="flex min-h-dvh flex-col [--header:3.5rem] [--tabs:calc(3.5rem+env(safe-area-inset-bottom))] sm:[--tabs:0px]">
          <SkipLink />
          {notices}
          {header.account?.isViewed ? (
            <ViewAsNotice username={header.account.username} end={header.signOut} />
          ) : null}
          <SiteHeader {...header} />
          <OfflineNotice />
          <main
            id="main"
            tabIndex={-1}
            className="flex flex-1 flex-col pb-(--tabs) focus-visible:outline-none"
          >
            {children}
          </main>
          <BottomTabs />
        </div>
        <ShellOverlays signOut={header.account ? header.signOut : null} />
      </Providers>
    </ClientMessages>
  );
}
