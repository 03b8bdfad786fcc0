import { useLocale, useTranslations } from "next-intl";
import { ActionDialog } from "@/components/admin/act/action-dialog";
import { Facts } from "@/components/admin/kit/facts";
import { Id } from "@/components/admin/kit/id";
import { Moment } from "@/components/admin/kit/moment";
import { RecordSheet } from "@/components/admin/kit/record-sheet";
import { Section } from "@/components/admin/kit/section";
import { useOperationText } from "@/components/admin/words/use-operation-text";
import { useVendorName } from "@/components/admin/words/use-vendor-name";
import type { FormAction } from "@/components/shell/forms/answer";
import type { ChannelView, ModelTermsView } from "@/lib/channels/schema";
import type { MarginsView } from "@/lib/stats/schema";
import { ChannelList, type ChannelWrites } from "../channels/channel-list";
import { modelFields } from "./model-fields";
import { ModelMargin } from "./model-margin";
import { ModelParameters } from "./model-parameters";
import { ModelState } from "./model-state";
import { yuan } from "./money";

interface ModelSheetProps {
  model: ModelTermsView;
  margins: MarginsView;
  channels: readonly ChannelView[];
  closeHref: string;
  /** Null for who may only look. */
  writes: { terms: FormAction<never>; channel: ChannelWrites } | null;
}

/** One model: its terms, what it brought and took, its parameters and the ways to it. */
export function ModelSheet({ model, margins, channels, closeHref, writes }: ModelSheetProps) {
  const t = useTranslations("admin.vendors.models");
  const locale = useLocale();
  const vendorName = useVendorName();
  const operationText = useOperationText();
  const { images, edits } = model.prices;
  return (
    <RecordSheet
      title={locale === "en" ? model.name.en : model.name.zh}
      description={locale === "en" ? model.note.en : model.note.zh}
      closeHref={closeHref}
    >
      <Facts
        items={[
          { label: t("id"), value: <Id value={model.id} href={`/admin/system/audit?subject=${model.id}`} /> },
          { label: t("provider"), value: vendorName(model.provider) },
          { label: t("state"), value: <ModelState model={model} /> },
          ...Object.entries(images).map(([tier, credits]) => ({
            label: t("tierPrice", { tier }),
            value: t("credits", { credits }),
          })),
          ...model.parameters.edits.map(({ name }) => ({
            label: t("editPrice", { operation: operationText(name) }),
            value: edits[name] ? t("credits", { credits: edits[name] }) : t("tierHint"),
          })),
          {
            label: t("cost"),
            value: model.costMicroYuan === null ? null : yuan(model.costMicroYuan, locale),
          },
          { label: t("updatedAt"), value: <Moment at={model.updatedAt} /> },
        ]}
      />
      {writes ? (
        <div>
          <ActionDialog
            {...{ label: t("edit"), title: t("edit"), says: t("editSays"), confirmLabel: t("save") }}
            {...{ action: writes.terms, input: { model: model.id }, doneText: t("saved") }}
            fields={modelFields(t, model, operationText)}
            reason
            password
          />
        </div>
      ) : null}
      <ModelMargin model={model.id} margins={margins} />
      <Section title={t("parameters")}>
        <ModelParameters parameters={model.parameters} />
      </Section>
      <Section title={t("channels")}>
        <ChannelList channels={channels} by="config" models={[model]} writes={writes?.channel ?? null} />
      </Section>
    </RecordSheet>
  );
}
