import { useFormatter, useLocale, useTranslations } from "next-intl";
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
import type { ModelMargin } from "@/lib/stats/schema";
import { ChannelList, type ChannelWrites } from "../channels/channel-list";
import { modelFields } from "./model-fields";
import { ModelParameters } from "./model-parameters";
import { ModelState } from "./model-state";
import { yuan } from "./money";

interface ModelSheetProps {
  model: ModelTermsView;
  margin: ModelMargin | undefined;
  channels: readonly ChannelView[];
  closeHref: string;
  /** Null for who may only look. */
  writes: { terms: FormAction<never>; channel: ChannelWrites } | null;
}

/** One model: its terms, what it brought and took, its parameters and the ways to it. */
export function ModelSheet({ model, margin, channels, closeHref, writes }: ModelSheetProps) {
  const t = useTranslations("admin.vendors.models");
  const locale = useLocale();
  const format = useFormatter();
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
          { label: t("delivered30"), value: format.number(margin?.delivered ?? 0) },
          { label: t("credits30"), value: format.number(margin?.credits ?? 0) },
          { label: t("cost30"), value: margin?.costMicroYuan ? yuan(margin.costMicroYuan, locale) : null },
          {
            label: t("costPerCredit"),
            value:
              margin?.costMicroYuan && margin.credits > 0
                ? yuan(margin.costMicroYuan / margin.credits, locale)
                : null,
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
      <Section title={t("parameters")}>
        <ModelParameters parameters={model.parameters} />
      </Section>
      <Section title={t("channels")}>
        <ChannelList channels={channels} by="config" models={[model]} writes={writes?.channel ?? null} />
      </Section>
    </RecordSheet>
  );
}
