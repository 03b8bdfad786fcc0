import { useTranslations } from "next-intl";
import { DataTable } from "@/components/admin/kit/data-table";
import { Id } from "@/components/admin/kit/id";
import { Moment } from "@/components/admin/kit/moment";
import { UserImages } from "@/components/admin/users/user-images";
import { useBytesText } from "@/components/gallery/text/bytes";
import type { GenerationRecordView } from "@/lib/generations/schema";

/** The images that came of it, and files of the vendor that are not images yet. */
export function RecordPictures({ job }: { job: GenerationRecordView }) {
  const t = useTranslations("admin.generations");
  const states = useTranslations("publishing.states");
  const bytesText = useBytesText();
  return (
    <div className="flex flex-col gap-3">
      <UserImages images={job.images} />
      {job.images.length > 0 ? (
        <DataTable
          label={t("listOf", { what: t("images") })}
          columns={[
            { key: "id", title: t("id") },
            { key: "size", title: t("size"), align: "end" },
            { key: "bytes", title: t("bytes"), align: "end" },
            { key: "publication", title: t("publication") },
            { key: "createdAt", title: t("createdAt") },
          ]}
          rows={job.images.map((image) => ({
            key: image.id,
            cells: {
              id: <Id value={image.id} href={`/admin/content/images/${image.id}`} />,
              size: `${image.widthPx}×${image.heightPx}`,
              bytes: bytesText(image.sizeBytes),
              publication: image.isTrashed ? t("trashed") : states(image.publication ?? "private"),
              createdAt: <Moment at={image.createdAt} />,
            },
          }))}
          empty={{ title: "" }}
        />
      ) : null}
      {job.outputs.length > 0 ? (
        <p className="text-sm">
          {t("outputs", {
            count: job.outputs.length,
            tries: Math.max(...job.outputs.map((output) => output.fetchTries)),
          })}
        </p>
      ) : null}
    </div>
  );
}
