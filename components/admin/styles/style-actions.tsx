import { useTranslations } from "next-intl";
import { ActionDialog } from "@/components/admin/act/action-dialog";
import { useStyleName } from "@/components/admin/words/use-style-name";
import type { FormAction } from "@/components/shell/forms/answer";
import type { AdminStyleTagView } from "@/lib/styles/schema";
import { UploadPreview } from "./upload-preview";
import { useStyleFields } from "./use-style-fields";

export interface StyleWrites {
  update: FormAction<never>;
  merge: FormAction<never>;
  setPreview: FormAction<never>;
}

interface StyleActionsProps {
  tag: AdminStyleTagView;
  others: readonly AdminStyleTagView[];
  writes: StyleWrites;
}

/** What an admin can do with a tag. */
export function StyleActions({ tag, others, writes }: StyleActionsProps) {
  const t = useTranslations("admin.styles");
  const fields = useStyleFields(tag);
  const nameOf = useStyleName([tag, ...others]);
  const name = nameOf(tag.slug);
  return (
    <div className="flex flex-wrap gap-2">
      <ActionDialog
        label={t("edit")}
        title={t("editTitle", { name })}
        says={t("editSays")}
        confirmLabel={t("save")}
        action={writes.update}
        input={{ slug: tag.slug }}
        fields={fields}
        reason
        doneText={t("saved")}
      />
      <UploadPreview slug={tag.slug} />
      <ActionDialog
        label={t("setPreview")}
        title={t("setPreview")}
        says={t("previewSays")}
        confirmLabel={t("save")}
        action={writes.setPreview}
        input={{ slug: tag.slug }}
        fields={[
          {
            ...{ name: "imageId", label: t("imageId"), kind: "text", required: true },
            ...{ hint: t("imageIdHint"), max: 30 },
          },
        ]}
        reason
        doneText={t("previewSet")}
      />
      {tag.previewUrl ? (
        <ActionDialog
          label={t("removePreview")}
          title={t("removePreview")}
          says={t("removePreviewSays")}
          confirmLabel={t("removePreview")}
          tone="danger"
          action={writes.setPreview}
          input={{ slug: tag.slug }}
          reason
          doneText={t("previewRemoved")}
        />
      ) : null}
      <ActionDialog
        label={t("merge")}
        title={t("mergeTitle", { name })}
        says={t("mergeSays", { slug: tag.slug })}
        confirmLabel={t("merge")}
        tone="danger"
        variant="danger"
        action={writes.merge}
        input={{ slug: tag.slug }}
        fields={[
          {
            ...{ name: "into", label: t("into"), kind: "select", required: true, value: others[0]?.slug },
            options: others.map(({ slug }) => ({ value: slug, label: `${nameOf(slug)} · ${slug}` })),
          },
        ]}
        reason
        password
        doneText={t("merged")}
      />
    </div>
  );
}
