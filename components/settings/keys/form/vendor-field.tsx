"use client";

import { useTranslations } from "next-intl";
import { Field } from "@/components/ui/form/field";
import { RadioCards } from "@/components/ui/form/radio-cards";
import { type ConfigProvider, configProviderIds } from "@/lib/api-configs/schema";
import { useVendorName } from "../use-vendor-name";

interface VendorFieldProps {
  value: ConfigProvider | undefined;
  onChoose: (provider: ConfigProvider) => void;
}

/** Everything else in the form depends on this choice, so it comes first and alone. */
export function VendorField({ value, onChoose }: VendorFieldProps) {
  const t = useTranslations("keys");
  const nameOf = useVendorName();
  return (
    <Field label={t("vendor")} hint={value ? undefined : t("vendorHint")}>
      <RadioCards<ConfigProvider | "">
        className="grid-cols-2"
        value={value ?? ""}
        onValueChange={(provider) => {
          if (provider !== "") onChoose(provider);
        }}
        options={configProviderIds.map((id) => ({
          value: id,
          label: nameOf(id),
          hint: t.has(`vendorNotes.${id}`) ? t(`vendorNotes.${id}`) : undefined,
        }))}
      />
    </Field>
  );
}
