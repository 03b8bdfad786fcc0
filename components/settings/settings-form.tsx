"use client";

import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import type { FormEvent, ReactNode } from "react";
import { FormProblem } from "@/components/shell/forms/form-problem";
import { SubmitButton } from "@/components/shell/forms/submit-button";
import { Card, CardHeader } from "@/components/ui/layout/card";
import type { ApiError } from "@/lib/platform/api-error";

interface SettingsFormProps {
  title: string;
  description?: string;
  submitLabel: string;
  onSubmit: (event: FormEvent) => unknown;
  problem: ApiError | null;
  busy: boolean;
  /** Whether what stands in the fields is what the server holds, right after saving it. */
  saved: boolean;
  danger?: boolean;
  disabled?: boolean;
  children: ReactNode;
}

/** One part of the settings: its fields, its button, and beside the button whether it is saved. */
export function SettingsForm(props: SettingsFormProps) {
  const common = useTranslations("common");
  const { title, description, submitLabel, problem, busy, saved, danger, disabled, children } = props;
  return (
    <Card className={danger ? "border-danger" : undefined}>
      <CardHeader title={title} description={description} />
      <form method="post" noValidate onSubmit={props.onSubmit} className="flex max-w-md flex-col gap-4">
        {children}
        <FormProblem problem={problem} />
        <div className="flex items-center gap-3">
          <SubmitButton variant={danger ? "danger" : "secondary"} loading={busy} disabled={disabled}>
            {submitLabel}
          </SubmitButton>
          <span role="status" className="flex items-center gap-1.5 text-success text-sm">
            {saved ? (
              <>
                <Check strokeWidth={1.5} className="size-4" aria-hidden />
                {common("saved")}
              </>
            ) : null}
          </span>
        </div>
      </form>
    </Card>
  );
}
