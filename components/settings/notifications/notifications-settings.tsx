import type { EndpointView, PreferencesView } from "@/lib/notifications/schema";
import { PreferencesCard } from "./preferences-card";
import { EndpointsSection } from "./webhooks/endpoints-section";

export interface NotificationsSettingsProps {
  /** What the server read for this page, and when. */
  first: { preferences: PreferencesView; endpoints: EndpointView[]; atMs: number };
}

/** What the person is told by which channel, and the addresses of their own that are told. */
export function NotificationsSettings({ first }: NotificationsSettingsProps) {
  return (
    <>
      <PreferencesCard first={first} />
      <EndpointsSection first={first} />
    </>
  );
}
