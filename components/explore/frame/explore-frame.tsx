import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { ShellAccount } from "@/components/shell/nav/account";
import { type SiteFacts, SiteFooter } from "@/components/shell/site-footer";
import { SkipLink } from "@/components/shell/state/skip-link";
import { ViewAsNotice } from "@/components/shell/state/view-as-notice";
import { ExploreProvider, type ExploreTexts } from "../texts";
import { ExploreHeader } from "./explore-header";
import { OfflineLine } from "./offline-line";
import { PhoneTabs } from "./phone-tabs";

interface ExploreFrameProps {
  /** Null when signed out. */
  account: ShellAccount | null;
  /** Ends the session and leads to another page. */
  signOut: () => Promise<never>;
  site: SiteFacts;
  /** What the operator says, above everything. */
  notices?: ReactNode;
  children: ReactNode;
}

/**
 * What the shell's layouts are to the other pages, for those that strangers open first: the same header and foot,
 * drawn by the server, with hardly any script.
 */
export function ExploreFrame({ account, signOut, site, notices, children }: ExploreFrameProps) {
  const texts = useExploreTexts();
  const locale = useLocale();
  return (
    <ExploreProvider value={{ texts, locale, person: account?.username ?? null }}>
      <div className="flex min-h-dvh flex-col [--header:3.5rem]">
        <SkipLink />
        {notices}
        {account?.isViewed ? <ViewAsNotice username={account.username} end={signOut} /> : null}
        <ExploreHeader account={account} signOut={signOut} />
        <OfflineLine />
        <main id="main" tabIndex={-1} className="flex flex-1 flex-col focus-visible:outline-none">
          {children}
        </main>
        {/* A list that grows by script would push it away; it shows when the list has ended. */}
        <div className="[main:has([data-growing])+&]:invisible">
          <SiteFooter {...site} />
        </div>
        {account ? <PhoneTabs /> : null}
      </div>
    </ExploreProvider>
  );
}

const problemCodes = [
  "offline",
  "network",
  "timeout",
  "rate_limited",
  "not_found",
  "unauthenticated",
  "forbidden",
  "internal_error",
] as const;

function useExploreTexts(): ExploreTexts {
  const t = useTranslations();
  const problems = Object.fromEntries(problemCodes.map((code) => [code, t(`errors.code.${code}`)]));
  return {
    like: t("explore.like"),
    likeSignedOut: t("explore.likeSignedOut"),
    likeFailed: t("explore.likeFailed"),
    loadMore: t("common.loadMore"),
    loading: t("common.ui.loading"),
    retry: t("common.retry"),
    loadFailed: t("explore.loadFailed"),
    end: t("common.endOfList"),
    imageFailed: t("viewer.imageFailed"),
    copied: t("common.ui.copied"),
    copyFailed: t("common.ui.copyFailed"),
    pageFailed: t("errors.pageTitle"),
    pageFailedDetail: t("errors.pageDetail"),
    requestId: t("common.requestId"),
    offline: t("shell.offline.title"),
    offlineDetail: t("explore.offlineDetail"),
    problems: { ...problems, unknown: t("errors.unknown") },
  };
}
