import { useTranslations } from "next-intl";
import { DataTable } from "@/components/admin/kit/data-table";
import { Status } from "@/components/admin/kit/status";
import type { StoredFileView } from "@/lib/gallery/schema";

/** The stored files of an image and the labels that were found in them. */
export function LabelTable({ files }: { files: readonly StoredFileView[] }) {
  const t = useTranslations("admin.content.image");
  const found = (is: boolean | null) => (is === null ? t("unreadable") : is ? t("found") : t("missing"));
  return (
    <DataTable
      label={t("files")}
      columns={[
        { key: "name", title: t("file") },
        { key: "visible", title: t("explicit") },
        { key: "metadata", title: t("implicit") },
        { key: "label", title: t("value") },
        { key: "right", title: t("result") },
      ]}
      rows={files.map((file) => ({
        key: file.name,
        cells: {
          name: <span className="font-mono text-xs">{file.name}</span>,
          visible: file.isOriginal ? "–" : found(file.isVisible),
          metadata: found(file.hasMetadata),
          label: file.label ? `${file.label} · ${file.produceId ?? ""}` : "–",
          right: (
            <Status
              tone={file.isRight ? "success" : "danger"}
              label={file.isOriginal ? t("neverLeaves") : file.isRight ? t("right") : t("wrong")}
            />
          ),
        },
      }))}
      empty={{ title: t("noFiles") }}
    />
  );
}
