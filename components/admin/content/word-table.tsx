import { useTranslations } from "next-intl";
import { ActionDialog } from "@/components/admin/act/action-dialog";
import { DataTable } from "@/components/admin/kit/data-table";
import { Moment } from "@/components/admin/kit/moment";
import { Status } from "@/components/admin/kit/status";
import type { FormAction } from "@/components/shell/forms/answer";
import type { WordView } from "@/lib/moderation/schema";

interface WordTableProps {
  items: readonly WordView[];
  /** Null for who may only look. */
  remove: FormAction<never> | null;
}

/** The operator's list of words. */
export function WordTable({ items, remove }: WordTableProps) {
  const t = useTranslations("admin.content");
  return (
    <DataTable
      label={t("words")}
      columns={[
        { key: "word", title: t("word") },
        { key: "severity", title: t("severity") },
        { key: "note", title: t("note"), isWide: true },
        { key: "createdAt", title: t("createdAt") },
        ...(remove ? [{ key: "remove", title: t("actions") }] : []),
      ]}
      rows={items.map((word) => ({
        key: word.id,
        cells: {
          word: word.word,
          severity: (
            <Status
              tone={word.severity === "block" ? "danger" : "warning"}
              label={t(`severities.${word.severity}`)}
            />
          ),
          note: word.note || "–",
          createdAt: <Moment at={word.createdAt} />,
          remove: remove ? (
            <ActionDialog
              label={t("remove")}
              title={t("removeTitle", { word: word.word })}
              says={t("removeSays")}
              confirmLabel={t("remove")}
              variant="ghost"
              action={remove}
              input={{ id: word.id }}
              reason
              doneText={t("removed")}
            />
          ) : null,
        },
      }))}
      empty={{ title: t("emptyTitle"), detail: t("emptyDetail") }}
    />
  );
}
