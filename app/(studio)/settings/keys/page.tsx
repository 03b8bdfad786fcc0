import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { KeysScreen } from "@/components/settings/keys/keys-screen";
import { NoPermission } from "@/components/settings/keys/no-permission";
import { SettingsNav } from "@/components/settings/settings-nav";
import { Page as PageFrame, PageHeader } from "@/components/shell/page-header";
import { permissionsOf } from "@/lib/accounts/rules";
import { listApiConfigs } from "@/lib/api-configs/read";
import { requireUserPage } from "@/lib/entry/page";
import { env } from "@/lib/platform/env";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("keys"))("title"),
});

export default async function Page() {
  const ctx = await requireUserPage("/settings/keys");
  const t = await getTranslations("settings");
  const isAllowed = permissionsOf(ctx.actor).includes("MANAGE_API_CONFIG");
  const configs = isAllowed ? (await listApiConfigs({ ctx })).items : [];
  const first = { configs, atMs: ctx.now.getTime() };
  return (
    <PageFrame width="narrow">
      <PageHeader title={t("title")} />
      <SettingsNav current="keys" />
      {isAllowed ? (
        <KeysScreen first={first} feeCredits={env().OWN_KEY_FEE_CREDITS} />
      ) : (
        <NoPermission plan={ctx.actor.plan} />
      )}
    </PageFrame>
  );
}
