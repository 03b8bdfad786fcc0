import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ClientMessages } from "./client-messages";
import { Logo } from "./logo";
import { PreferencesMenu } from "./preferences/preferences-menu";
import { Providers } from "./providers";
import { OfflineNotice } from "./state/offline-notice";

/** One narrow sheet in the middle: sign in, sign up, recover. */
export function AuthLayout({ children, notices }: { children: ReactNode; notices?: ReactNode }) {
  const common = useTranslations("common");
  const t = useTranslations("shell");
  return (
    <ClientMessages>
      <Providers>
        <div className="flex min-h-dvh flex-col">
          {notices}
          <header className="flex h-14 items-center justify-between px-safe">
            <Link href="/" aria-label={`${common("name")} · ${t("home")}`} className="inline-flex rounded-md">
              <Logo name={common("name")} />
            </Link>
            <PreferencesMenu />
          </header>
          <OfflineNotice />
          <main
            id="main"
            tabIndex={-1}
            className="flex flex-1 items-start justify-center px-4 pt-6 pb-16 focus-visible:outline-none sm:pt-[12vh]"
          >
            <div className="w-full max-w-sm">{children}</div>
          </main>
        </div>
      </Providers>
    </ClientMessages>
  );
}
