import { useTranslations } from "next-intl";
import { ActionDialog } from "@/components/admin/act/action-dialog";
import type { FormAction } from "@/components/shell/forms/answer";
import { decisionReasons, type ImageRecordView } from "@/lib/gallery/schema";

interface ImageActionsProps {
  image: ImageRecordView;
  decide: FormAction<never>;
}

/** Takes a public image down, or brings back one that was taken down. */
export function ImageActions({ image, decide }: ImageActionsProps) {
  const t = useTranslations("admin.content.image");
  const reasonText = useTranslations("publishing.reasons");
  const state = image.publication?.state;
  const note = { name: "note", label: t("words"), kind: "textarea", required: true, max: 500 } as const;
  if (state === "public")
    return (
      <ActionDialog
        label={t("takeDown")}
        title={t("takeDown")}
        says={t("takeDownSays")}
        confirmLabel={t("takeDown")}
        tone="danger"
        variant="danger"
        action={decide}
        input={{ id: image.id, decision: "take_down" }}
        fields={[
          {
            ...{ name: "reason", label: t("reason"), kind: "select", value: decisionReasons[0] },
            options: decisionReasons.map((value) => ({ value, label: reasonText(value) })),
          },
          note,
        ]}
        doneText={t("takenDown")}
      />
    );
  if (state !== "taken_down") return null;
  return (
    <ActionDialog
      label={t("reinstate")}
      title={t("reinstate")}
      says={t("reinstateSays")}
      confirmLabel={t("reinstate")}
      action={decide}
      input={{ id: image.id, decision: "reinstate" }}
      fields={[note]}
      doneText={t("reinstated")}
    />
  );
}
