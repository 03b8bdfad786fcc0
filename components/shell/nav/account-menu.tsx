"use client";

import { Keyboard, LogOut, Route, ShieldCheck } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { Badge } from "@/components/ui/feedback/badge";
import { Avatar } from "@/components/ui/media/avatar";
import { DropdownMenu, MenuItem, MenuSeparator } from "@/components/ui/overlay/dropdown-menu";
import { useOverlay } from "../palette/overlay-store";
import { PreferencesItems } from "../preferences/preferences-menu";
import type { ShellAccount } from "./account";
import { accountLinks } from "./links";

interface AccountMenuProps {
  account: ShellAccount;
  /** A server action that ends the session and leads to another page. */
  signOut: () => Promise<unknown>;
}

export function AccountMenu({ account, signOut }: AccountMenuProps) {
  const t = useTranslations("shell");
  const [leaving, start] = useTransition();
  const show = useOverlay((state) => state.show);
  return (
    <DropdownMenu
      className="w-64"
      trigger={
        <button
          type="button"
          aria-label={t("accountMenu", { name: account.username })}
          className="flex size-10 items-center justify-center rounded-full sm:size-9"
        >
          <Avatar name={account.username} src={account.avatarUrl} size="md" />
        </button>
      }
    >
      <div className="flex items-center justify-between gap-2 px-2.5 pt-2 pb-1.5">
        <div className="min-w-0">
          <p className="truncate font-medium">{account.username}</p>
          <p className="truncate text-muted text-xs">{account.email || t("wechatAccount")}</p>
        </div>
        <Badge tone="outline">{t(`plans.${account.plan}`)}</Badge>
      </div>
      <MenuSeparator />
      {accountLinks.map(({ href, key, icon: Icon }) => (
        <MenuItem key={href} asChild>
          <Link href={href}>
            <Icon strokeWidth={1.5} className="text-muted" aria-hidden />
            {t(key)}
          </Link>
        </MenuItem>
      ))}
      {account.canSeePanel ? (
        <MenuItem asChild>
          <Link href="/admin">
            <ShieldCheck strokeWidth={1.5} className="text-muted" aria-hidden />
            {t("panel")}
          </Link>
        </MenuItem>
      ) : null}
      <MenuSeparator />
      <PreferencesItems />
      <MenuSeparator />
      <MenuItem asChild>
        <Link href="/create?tour=start">
          <Route strokeWidth={1.5} className="text-muted" aria-hidden />
          {t("tour")}
        </Link>
      </MenuItem>
      <MenuItem className="pointer-coarse:hidden" onSelect={() => show("keyboard")}>
        <Keyboard strokeWidth={1.5} className="text-muted" aria-hidden />
        {t("keyboardHelp")}
      </MenuItem>
      <MenuSeparator />
      <MenuItem
        disabled={leaving}
        onSelect={(event) => {
          event.preventDefault();
          start(async () => {
            await signOut();
          });
        }}
      >
        <LogOut strokeWidth={1.5} className="text-muted" aria-hidden />
        {leaving ? t("signingOut") : t("signOut")}
      </MenuItem>
    </DropdownMenu>
  );
}
