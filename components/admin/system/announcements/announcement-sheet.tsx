import { useTranslations } from "next-intl";
import { ActionDialog } from "@/components/admin/act/action-dialog";
import { Facts } from "@/components/admin/kit/facts";
import { Id } from "@/components/admin/kit/id";
import { Moment } from "@/components/admin/kit/moment";
import { RecordSheet } from "@/components/admin/kit/record-sheet";
import type { FormAction } from "@/components/shell/forms/answer";
import type { AnnouncementView } from "@/lib/settings/schema";
import { announcementFields } from "./announcement-fields";
import { AnnouncementState } from "./announcement-state";

interface AnnouncementSheetProps {
  item: AnnouncementView;
  closeHref: string;
  canWrite: boolean;
  // The dialogue's fields make the input, and the server parses it.
  update: FormAction<never>;
  end: FormAction<never>;
}

/** One announcement in both languages, and what can be done with it. */
export function AnnouncementSheet({ item, closeHref, canWrite, update, end }: AnnouncementSheetProps) {
  const t = useTranslations("admin.system.announcements");
  return (
    <RecordSheet title={t("one")} closeHref={closeHref}>
      <Facts
        items={[
          { label: t("state"), value: <AnnouncementState state={item.state} /> },
          { label: t("level"), value: t(`levels.${item.level}`) },
          { label: t("textZh"), value: item.textZh },
          { label: t("textEn"), value: item.textEn },
          { label: t("href"), value: item.href },
          { label: t("startsAt"), value: <Moment at={item.startsAt} /> },
          { label: t("endsAt"), value: <Moment at={item.endsAt} /> },
          { label: t("id"), value: <Id value={item.id} href={`/admin/system/audit?subject=${item.id}`} /> },
        ]}
      />
      {canWrite && item.state !== "ended" ? (
        <div className="flex flex-wrap gap-2">
          <ActionDialog
            label={t("edit")}
            title={t("edit")}
            says={t("editSays")}
            confirmLabel={t("save")}
            action={update}
            input={{ id: item.id }}
            fields={announcementFields(t, item)}
            reason
            doneText={t("saved")}
          />
          <ActionDialog
            label={t("end")}
            title={t("end")}
            says={t("endSays")}
            confirmLabel={t("end")}
            tone="danger"
            action={end}
            input={{ id: item.id }}
            reason
            doneText={t("ended")}
          />
        </div>
      ) : null}
    </RecordSheet>
  );
}
