import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import {
  changePasswordAction,
  closeAccountAction,
  endOtherSessionsAction,
  signOutEverywhereAction,
  updateProfileAction,
} from "@/app/(studio)/settings/actions";
import { AppearanceCard } from "@/components/settings/appearance-card";
import { DeleteAccountForm } from "@/components/settings/delete-account-form";
import { DevicesCard } from "@/components/settings/devices-card";
import { MembershipCard } from "@/components/settings/membership-card";
import { PasswordForm } from "@/components/settings/password-form";
import { ProfileForm } from "@/components/settings/profile-form";
import { SessionsCard } from "@/components/settings/sessions/sessions-card";
import { SettingsNav } from "@/components/settings/settings-nav";
import { WechatCard } from "@/components/settings/wechat-card";
import { WithoutPassword } from "@/components/settings/without-password";
import { Page as PageFrame, PageHeader } from "@/components/shell/page-header";
import { getAccount } from "@/lib/accounts/read";
import { listSessions } from "@/lib/accounts/sessions/read";
import { findWechat, isWechatOn, listDevices } from "@/lib/bindings/read";
import { requireUserPage } from "@/lib/entry/page";
import { getMembership } from "@/lib/membership/read";
import { env } from "@/lib/platform/env";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("settings"))("title"),
});

export default async function Page() {
  const ctx = await requireUserPage("/settings");
  const t = await getTranslations("settings");
  const [account, membership, devices, wechat, sessions] = await Promise.all([
    getAccount({ ctx }),
    getMembership({ ctx }),
    listDevices({ ctx }),
    findWechat({ ctx }),
    listSessions({ ctx }),
  ]);
  const phoneUrl = env().SIMULATED_PHONE_URL ?? null;
  return (
    <PageFrame width="narrow">
      <PageHeader title={t("title")} />
      <SettingsNav current="account" />
      <ProfileForm account={account} action={updateProfileAction} />
      <MembershipCard membership={membership} />
      {isWechatOn() ? (
        <WechatCard hasPassword={account.email !== null} link={wechat} phoneUrl={phoneUrl} />
      ) : null}
      <DevicesCard first={{ list: devices, atMs: ctx.now.getTime() }} />
      <AppearanceCard action={updateProfileAction} />
      {account.email === null ? (
        <WithoutPassword />
      ) : (
        <PasswordForm email={account.email} action={changePasswordAction} />
      )}
      <SessionsCard
        first={{ list: sessions, atMs: ctx.now.getTime() }}
        endOthers={endOtherSessionsAction}
        signOutEverywhere={signOutEverywhereAction}
      />
      <DeleteAccountForm hasPassword={account.email !== null} action={closeAccountAction} />
    </PageFrame>
  );
}
