import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { MaintenanceSection } from "@/components/admin/system/switches/maintenance-section";
import { SwitchSection } from "@/components/admin/system/switches/switch-section";
import { Page, PageHeader } from "@/components/shell/page-header";
import { permissionsOf } from "@/lib/accounts/rules";
import { requirePermissionPage } from "@/lib/entry/page";
import { describeSetting } from "@/lib/settings/admin";
import { switchKeys } from "@/lib/settings/schema";
import { closeSwitchAction, openSwitchAction, setMaintenanceAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("admin.system.switches");
  return { title: t("title") };
}

/** What is open for people, and the line about maintenance. */
export default async function SwitchesPage() {
  const ctx = await requirePermissionPage("READ_ADMIN");
  const t = await getTranslations("admin.system.switches");
  const canWrite = permissionsOf(ctx.actor).includes("WRITE_ADMIN");
  const [maintenance, ...switches] = await Promise.all([
    describeSetting({ ctx, key: "maintenance" }),
    ...switchKeys.map((key) => describeSetting({ ctx, key })),
  ]);
  return (
    <Page width="full">
      <PageHeader title={t("title")} description={t("detail")} />
      {switches.map((setting) => (
        <SwitchSection
          key={setting.key}
          setting={setting}
          canWrite={canWrite}
          open={openSwitchAction}
          close={closeSwitchAction}
        />
      ))}
      <MaintenanceSection setting={maintenance} canWrite={canWrite} save={setMaintenanceAction} />
    </Page>
  );
}
