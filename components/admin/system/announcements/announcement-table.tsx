import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { DataTable } from "@/components/admin/kit/data-table";
import { Moment } from "@/components/admin/kit/moment";
import type { AnnouncementView } from "@/lib/settings/schema";
import { AnnouncementState } from "./announcement-state";

interface AnnouncementTableProps {
  items: readonly AnnouncementView[];
  openId: string | undefined;
  hrefOf: (id: string) => string;
  /** Makes the first one; null for who may only look. */
  create: ReactNode;
}

export function AnnouncementTable({ items, openId, hrefOf, create }: AnnouncementTableProps) {
  const t = useTranslations("admin.system.announcements");
  const locale = useLocale();
  return (
    <DataTable
      label={t("title")}
      columns={[
        { key: "text", title: t("text"), isWide: true },
        { key: "state", title: t("state") },
        { key: "level", title: t("level") },
        { key: "startsAt", title: t("startsAt") },
        { key: "endsAt", title: t("endsAt") },
      ]}
      rows={items.map((item) => ({
        key: item.id,
        href: hrefOf(item.id),
        isOpen: item.id === openId,
        cells: {
          text: locale === "en" ? item.textEn : item.textZh,
          state: <AnnouncementState state={item.state} />,
          level: t(`levels.${item.level}`),
          startsAt: <Moment at={item.startsAt} />,
          endsAt: <Moment at={item.endsAt} />,
        },
      }))}
      empty={{ title: t("emptyTitle"), detail: t("emptyDetail"), action: create }}
    />
  );
}
