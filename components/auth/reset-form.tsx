"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { z } from "zod";
import type { FormAction } from "@/components/shell/forms/answer";
import { FormProblem } from "@/components/shell/forms/form-problem";
import { SubmitButton } from "@/components/shell/forms/submit-button";
import { useActionForm } from "@/components/shell/forms/use-action-form";
import { useFieldText } from "@/components/shell/forms/use-field-text";
import { Field } from "@/components/ui/form/field";
import { PasswordInput } from "@/components/ui/form/input";
import { recoverPasswordInput } from "@/lib/accounts/schema";

interface ResetFormProps {
  action: FormAction<{ token: string; newPassword: string }>;
  token: string;
}

const resetInput = z.object({ newPassword: recoverPasswordInput.shape.newPassword });

export function ResetForm({ action, token }: ResetFormProps) {
  const t = useTranslations("auth");
  const fieldText = useFieldText();
  const router = useRouter();
  const { register, submit, problem, errors, busy } = useActionForm({
    schema: resetInput,
    action: ({ newPassword }) => action({ token, newPassword }),
    onDone: () => router.replace("/sign-in?notice=password-changed"),
  });
  return (
    <form method="post" noValidate onSubmit={submit} className="flex flex-col gap-4">
      <Field
        label={t("newPassword")}
        hint={errors.newPassword ? undefined : t("passwordHint")}
        error={fieldText("password", errors.newPassword)}
        required
      >
        <PasswordInput autoComplete="new-password" {...register("newPassword")} />
      </Field>
      <FormProblem problem={problem} />
      <SubmitButton variant="primary" size="lg" loading={busy}>
        {t("setPassword")}
      </SubmitButton>
    </form>
  );
}
