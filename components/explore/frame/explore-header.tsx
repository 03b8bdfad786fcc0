import { Wallet } from "lucide-react";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { Logo } from "@/components/shell/logo";
import type { ShellAccount } from "@/components/shell/nav/account";
import { topLinks } from "@/components/shell/nav/links";
import { buttonVariants } from "@/components/ui/form/button";
import { cn } from "@/lib/platform/cn";
import { AccountPopover, AppearancePopover } from "./popovers";

interface ExploreHeaderProps {
  account: ShellAccount | null;
  signOut: () => Promise<never>;
}

/** Looks like the header of every other page. Its menus are the browser's own popovers, so they need no script. */
export function ExploreHeader({ account, signOut }: ExploreHeaderProps) {
  const t = useTranslations("shell");
  const common = useTranslations("common");
  return (
    <header className="sticky top-0 z-30 border-line border-b bg-background">
      <div className="flex h-14 items-center gap-2 px-safe sm:gap-6">
        <Link
          href="/"
          prefetch={false}
          aria-label={`${common("name")} · ${t("home")}`}
          className="inline-flex rounded-md"
        >
          <Logo name={common("name")} />
        </Link>
        {account ? <Links /> : null}
        <div className={cn("ml-auto flex items-center sm:gap-2", account && "gap-2")}>
          {account ? (
            <>
              <Credits available={account.balance.available} />
              <AccountPopover account={account} signOut={signOut} />
            </>
          ) : (
            <>
              <HeaderLink href="/explore" isHere>
                {t("explore")}
              </HeaderLink>
              <HeaderLink href="/pricing">{t("pricing")}</HeaderLink>
              <AppearancePopover />
              <Link
                href="/sign-in?next=%2Fexplore"
                prefetch={false}
                className={cn(buttonVariants({}), "ml-1 px-3 sm:px-4")}
              >
                {t("signIn")}
              </Link>
            </>
          )}
        </div>
      </div>
    </header>
  );
}

function Links() {
  const t = useTranslations("shell");
  return (
    <nav aria-label={t("mainNavigation")} className="hidden items-center gap-1 sm:flex">
      {topLinks.map(({ href, key }) => (
        <HeaderLink key={href} href={href} isHere={href === "/explore"}>
          {t(key)}
        </HeaderLink>
      ))}
    </nav>
  );
}

function HeaderLink({ href, isHere, children }: { href: string; isHere?: boolean; children: string }) {
  return (
    <Link
      href={href}
      prefetch={false}
      aria-current={isHere ? "page" : undefined}
      className={cn(
        "flex h-9 items-center rounded-md px-2 hover:bg-subtle sm:px-3",
        isHere ? "font-medium text-text" : "text-muted hover:text-text",
      )}
    >
      {children}
    </Link>
  );
}

function Credits({ available }: { available: number }) {
  const t = useTranslations("shell");
  const format = useFormatter();
  return (
    <Link
      href="/credits"
      prefetch={false}
      aria-label={t("creditsChip", { count: available })}
      className="tabular flex h-9 items-center gap-1.5 rounded-md border border-line bg-surface px-3 font-medium text-sm hover:bg-subtle"
    >
      <Wallet strokeWidth={1.5} className="size-4 text-muted" aria-hidden />
      {format.number(available)}
    </Link>
  );
}
