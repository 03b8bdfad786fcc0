import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import {
  changePasswordAction,
  closeAccountAction,
  signOutEverywhereAction,
  updateProfileAction,
} from "@/app/(studio)/settings/actions";
import { AppearanceCard } from "@/components/settings/appearance-card";
import { DeleteAccountForm } from "@/components/settings/delete-account-form";
import { PasswordForm } from "@/components/settings/password-form";
import { ProfileForm } from "@/components/settings/profile-form";
import { SessionsCard } from "@/components/settings/sessions-card";
import { SettingsNav } from "@/components/settings/settings-nav";
import { Page as PageFrame, PageHeader } from "@/components/shell/page-header";
import { getAccount } from "@/lib/accounts/read";
import { requireUserPage } from "@/lib/entry/page";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("settings"))("title"),
});

export default async function Page() {
  const ctx = await requireUserPage("/settings");
  const t = await getTranslations("settings");
  const account = await getAccount({ ctx });
  return (
    <PageFrame width="narrow">
      <PageHeader title={t("title")} />
      <SettingsNav current="account" />
      <ProfileForm account={account} action={updateProfileAction} />
      <AppearanceCard action={updateProfileAction} />
      <PasswordForm email={account.email ?? ""} action={changePasswordAction} />
      <SessionsCard action={signOutEverywhereAction} />
      <DeleteAccountForm action={closeAccountAction} />
    </PageFrame>
  );
}
