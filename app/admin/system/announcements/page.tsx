import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActionDialog } from "@/components/admin/act/action-dialog";
import { UnknownRecord } from "@/components/admin/find/unknown-record";
import { CursorLinks } from "@/components/admin/kit/cursor-links";
import { hrefWith, oneOf, type SearchParams } from "@/components/admin/kit/search-params";
import { announcementFields } from "@/components/admin/system/announcements/announcement-fields";
import { AnnouncementSheet } from "@/components/admin/system/announcements/announcement-sheet";
import { AnnouncementTable } from "@/components/admin/system/announcements/announcement-table";
import { Page, PageHeader } from "@/components/shell/page-header";
import { permissionsOf } from "@/lib/accounts/rules";
import { requirePermissionPage } from "@/lib/entry/page";
import { findAnnouncement, listAnnouncements } from "@/lib/settings/admin";
import { createAnnouncementAction, endAnnouncementAction, updateAnnouncementAction } from "./actions";

const PATH = "/admin/system/announcements";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("admin.system.announcements");
  return { title: t("title") };
}

/** Lines above every page: those to come, those of now, those that were. */
export default async function AnnouncementsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await requirePermissionPage("READ_ADMIN");
  const t = await getTranslations("admin.system.announcements");
  const params = await searchParams;
  const canWrite = permissionsOf(ctx.actor).includes("WRITE_ADMIN");
  const [open, cursor] = [oneOf(params, "open"), oneOf(params, "cursor")];
  const [{ items, nextCursor }, item] = await Promise.all([
    listAnnouncements({ ctx, input: { cursor } }),
    open === undefined ? null : findAnnouncement({ ctx, input: { id: open } }),
  ]);
  const create = canWrite ? (
    <ActionDialog
      label={t("create")}
      title={t("create")}
      says={t("createSays")}
      confirmLabel={t("publish")}
      variant="primary"
      action={createAnnouncementAction}
      input={{}}
      fields={announcementFields(t)}
      reason
      doneText={t("created")}
    />
  ) : null;
  return (
    <Page width="full">
      <PageHeader title={t("title")} description={t("detail")} actions={items.length > 0 ? create : null} />
      <AnnouncementTable
        items={items}
        openId={open}
        hrefOf={(id) => hrefWith(PATH, params, { open: id })}
        create={create}
      />
      <CursorLinks path={PATH} params={params} nextCursor={nextCursor} />
      {item ? (
        <AnnouncementSheet
          item={item}
          closeHref={hrefWith(PATH, params, { open: null })}
          canWrite={canWrite}
          update={updateAnnouncementAction}
          end={endAnnouncementAction}
        />
      ) : open ? (
        <UnknownRecord id={open} closeHref={hrefWith(PATH, params, { open: null })} />
      ) : null}
    </Page>
  );
}
