"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { FormProblem } from "@/components/shell/forms/form-problem";
import { Button } from "@/components/ui/form/button";
import { Sheet } from "@/components/ui/overlay/sheet";
import type { ApiConfigView, ConfigProvider } from "@/lib/api-configs/schema";
import { CreateLink } from "../create-link";
import { TestResult } from "../test-result";
import { useConnectionTest } from "../use-connection-test";
import { useVendorName } from "../use-vendor-name";
import { type KeyDraft, startOf } from "./draft";
import { KeyFields } from "./key-fields";
import { useKeyForm } from "./use-key-form";
import { VendorField } from "./vendor-field";

interface KeySheetProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** What is stored; null while it is new. */
  config: ApiConfigView | null;
  onSaved: (config: ApiConfigView) => void;
}

/** A new key, or a stored one. It stays open after saving, because the next thing to do is to test it. */
export function KeySheet({ open, onOpenChange, config, onSaved }: KeySheetProps) {
  const t = useTranslations("keys");
  const common = useTranslations("common");
  const nameOf = useVendorName();
  const formId = useId();
  const { form, problem, busy, clean, saved, submit } = useKeyForm(config, onSaved);
  const test = useConnectionTest();
  const [provider, type] = form.watch(["provider", "type"]) as [ConfigProvider | undefined, KeyDraft["type"]];
  const tested = clean && config?.test?.ok === true;
  const isNamed = form.formState.dirtyFields.name === true;
  const choose = (next: ConfigProvider) => {
    const start = { ...startOf(next, "image"), apiKey: "", type: "image" } as const;
    form.clearErrors();
    if (!isNamed) form.setValue("name", nameOf(next));
    for (const field of ["baseUrl", "model", "options", "apiKey", "type"] as const)
      form.setValue(field, start[field]);
    form.setValue("provider", next);
  };
  return (
    <Sheet
      open={open}
      onOpenChange={onOpenChange}
      title={config ? t("editTitle") : t("addTitle")}
      description={config ? `${nameOf(config.provider)} · ${t(`types.${config.type}`)}` : undefined}
      className="sm:max-w-lg"
      footer={
        provider ? (
          <div className="flex flex-col gap-3">
            <FormProblem problem={problem} />
            {config && clean ? (
              <TestResult config={config} testing={test.testing} problem={test.problem} />
            ) : null}
            <div className="flex flex-wrap items-center justify-end gap-2">
              <span role="status" className="mr-auto text-muted text-sm">
                {clean && saved ? common("saved") : null}
              </span>
              {/* One button in one place, so that it keeps the focus when saving turns it into testing. */}
              <Button
                type={clean ? "button" : "submit"}
                form={clean ? undefined : formId}
                variant={tested ? "secondary" : "primary"}
                loading={busy || test.testing}
                onClick={clean && config ? () => test.run(config.id) : undefined}
              >
                {clean ? t("test") : t("save")}
              </Button>
              {tested && config ? <CreateLink config={config} variant="primary" size="md" /> : null}
            </div>
          </div>
        ) : null
      }
    >
      <form id={formId} noValidate onSubmit={submit} className="flex flex-col gap-4 pt-1">
        {config ? null : <VendorField value={provider} onChoose={choose} />}
        {provider ? <KeyFields form={form} config={config} provider={provider} type={type} /> : null}
      </form>
    </Sheet>
  );
}
