import { Contrast, LogOut } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { ShellAccount } from "@/components/shell/nav/account";
import { accountLinks } from "@/components/shell/nav/links";
import { Badge } from "@/components/ui/feedback/badge";
import { buttonVariants } from "@/components/ui/form/button";
import { Avatar } from "@/components/ui/media/avatar";
import { cn } from "@/lib/platform/cn";
import { PreferenceChoice } from "./preference-choice";

const rowLook =
  "flex min-h-10 w-full items-center gap-2.5 rounded-sm px-2.5 py-1.5 text-left hover:bg-subtle sm:min-h-8 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted";

/** Language and theme, for visitors. */
export function AppearancePopover() {
  const t = useTranslations("shell");
  return (
    <>
      <button
        type="button"
        popoverTarget="appearance"
        aria-label={t("appearance")}
        className={buttonVariants({ variant: "ghost", size: "icon" })}
      >
        <Contrast strokeWidth={1.5} aria-hidden />
      </button>
      <Popover id="appearance">
        <Preferences />
      </Popover>
    </>
  );
}

interface AccountPopoverProps {
  account: ShellAccount;
  signOut: () => Promise<never>;
}

/** The account menu; signing out is a form, which works before any script has come. */
export function AccountPopover({ account, signOut }: AccountPopoverProps) {
  const t = useTranslations("shell");
  return (
    <>
      <button
        type="button"
        popoverTarget="account"
        aria-label={t("accountMenu", { name: account.username })}
        className="flex size-10 items-center justify-center rounded-full sm:size-9"
      >
        <Avatar name={account.username} src={account.avatarUrl} size="md" />
      </button>
      <Popover id="account">
        <div className="flex items-center justify-between gap-2 px-2.5 pt-2 pb-1.5">
          <div className="min-w-0">
            <p className="truncate font-medium">{account.username}</p>
            <p className="truncate text-muted text-xs">{account.email || t("wechatAccount")}</p>
          </div>
          <Badge tone="outline">{t(`plans.${account.plan}`)}</Badge>
        </div>
        <Line />
        {accountLinks.map(({ href, key, icon: Icon }) => (
          <Link key={href} href={href} prefetch={false} className={rowLook}>
            <Icon strokeWidth={1.5} aria-hidden />
            {t(key)}
          </Link>
        ))}
        <Line />
        <Preferences />
        <Line />
        <form action={signOut}>
          <button type="submit" className={rowLook}>
            <LogOut strokeWidth={1.5} aria-hidden />
            {t("signOut")}
          </button>
        </form>
      </Popover>
    </>
  );
}

function Popover({ id, children }: { id: string; children: ReactNode }) {
  return (
    <div
      id={id}
      popover="auto"
      className={cn(
        "fixed inset-auto top-13 right-4 m-0 max-h-[calc(100dvh-4rem)] w-64 overflow-y-auto",
        "rounded-md border border-line bg-raised p-1 text-text shadow-raised",
      )}
    >
      {children}
    </div>
  );
}

function Preferences() {
  const t = useTranslations("shell");
  return (
    <PreferenceChoice
      themeLabel={t("theme")}
      languageLabel={t("language")}
      themes={{ system: t("themes.system"), light: t("themes.light"), dark: t("themes.dark") }}
    />
  );
}

const Line = () => <hr className="-mx-1 my-1 border-line border-t" />;
