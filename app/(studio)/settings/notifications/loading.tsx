import { NotificationsSettingsSkeleton } from "@/components/settings/notifications/notifications-settings-skeleton";

export default function NotificationsSettingsLoading() {
  return <NotificationsSettingsSkeleton />;
}
