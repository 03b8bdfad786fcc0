import { getLocale } from "next-intl/server";
import { AnnouncementLines } from "@/components/shell/state/announcement-lines";
import { pageContext } from "@/lib/entry/page";
import { logger } from "@/lib/platform/log";
import { listNotices } from "@/lib/settings/read";

/** The operator's lines above every page. A page does not fail because they cannot be read. */
export async function Notices() {
  const ctx = await pageContext();
  const locale = await getLocale();
  const notices = await listNotices({ ctx, locale }).catch((err: unknown) => {
    logger("app.notices").error("announcements could not be read", { err });
    return [];
  });
  return <AnnouncementLines notices={notices} />;
}
