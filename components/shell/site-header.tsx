import Link from "next/link";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/form/button";
import { Logo } from "./logo";
import type { ShellAccount } from "./nav/account";
import { AccountMenu } from "./nav/account-menu";
import { CreditsChip } from "./nav/credits-chip";
import { NotificationBell } from "./nav/notification-bell";
import { TopLinks } from "./nav/top-links";
import { PaletteButton } from "./palette/palette-button";
import { PreferencesMenu } from "./preferences/preferences-menu";

export interface SiteHeaderProps {
  /** Null when signed out. */
  account: ShellAccount | null;
  signOut: () => Promise<never>;
}

/** The one header of all surfaces for people with a browser. */
export function SiteHeader({ account, signOut }: SiteHeaderProps) {
  const t = useTranslations("shell");
  const common = useTranslations("common");
  return (
    <header className="sticky top-0 z-30 border-line border-b bg-background">
      <div className="flex h-14 items-center gap-2 px-safe sm:gap-6">
        <Link href="/" aria-label={`${common("name")} · ${t("home")}`} className="inline-flex rounded-md">
          <Logo name={common("name")} />
        </Link>
        {account ? <TopLinks /> : null}
        <div className="ml-auto flex items-center gap-2">
          <PaletteButton />
          {account ? (
            <>
              <CreditsChip balance={account.balance} readAtMs={account.readAtMs} />
              <NotificationBell />
              <AccountMenu account={account} signOut={signOut} />
            </>
          ) : (
            <>
              <Button asChild variant="ghost" className="px-2 sm:px-4">
                <Link href="/explore">{t("explore")}</Link>
              </Button>
              <Button asChild variant="ghost" className="hidden sm:inline-flex">
                <Link href="/pricing">{t("pricing")}</Link>
              </Button>
              <PreferencesMenu />
              <Button asChild>
                <Link href="/sign-in">{t("signIn")}</Link>
              </Button>
            </>
          )}
        </div>
      </div>
    </header>
  );
}
