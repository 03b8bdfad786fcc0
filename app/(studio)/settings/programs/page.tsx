import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ProgramsScreen } from "@/components/settings/programs/programs-screen";
import { SettingsNav } from "@/components/settings/settings-nav";
import { Page as PageFrame, PageHeader } from "@/components/shell/page-header";
import { listApiKeys } from "@/lib/accounts/api-keys/read";
import { getAccount } from "@/lib/accounts/read";
import { requireUserPage } from "@/lib/entry/page";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("programs"))("title"),
});

export default async function Page() {
  const ctx = await requireUserPage("/settings/programs");
  const t = await getTranslations("settings");
  const [list, account] = await Promise.all([listApiKeys({ ctx }), getAccount({ ctx })]);
  return (
    <PageFrame width="narrow">
      <PageHeader title={t("title")} />
      <SettingsNav current="programs" />
      <ProgramsScreen first={{ list, atMs: ctx.now.getTime() }} hasPassword={account.email !== null} />
    </PageFrame>
  );
}
