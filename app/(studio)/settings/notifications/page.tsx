import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { NotificationsSettings } from "@/components/settings/notifications/notifications-settings";
import { SettingsNav } from "@/components/settings/settings-nav";
import { Page as PageFrame, PageHeader } from "@/components/shell/page-header";
import { requireUserPage } from "@/lib/entry/page";
import { getPreferences } from "@/lib/notifications/read";
import { listEndpoints } from "@/lib/notifications/webhooks/read";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("inbox"))("settings"),
});

export default async function Page() {
  const ctx = await requireUserPage("/settings/notifications");
  const t = await getTranslations("settings");
  const [preferences, endpoints] = await Promise.all([getPreferences({ ctx }), listEndpoints({ ctx })]);
  return (
    <PageFrame width="narrow">
      <PageHeader title={t("title")} />
      <SettingsNav current="notifications" />
      <NotificationsSettings first={{ preferences, endpoints: endpoints.items, atMs: ctx.now.getTime() }} />
    </PageFrame>
  );
}
