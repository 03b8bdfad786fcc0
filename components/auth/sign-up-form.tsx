"use client";

import { useLocale, useTranslations } from "next-intl";
import type { FormAction } from "@/components/shell/forms/answer";
import { FormProblem } from "@/components/shell/forms/form-problem";
import { SubmitButton } from "@/components/shell/forms/submit-button";
import { useActionForm } from "@/components/shell/forms/use-action-form";
import { useFieldText } from "@/components/shell/forms/use-field-text";
import { LegalNote } from "@/components/shell/legal-note";
import { Field } from "@/components/ui/form/field";
import { Input, PasswordInput } from "@/components/ui/form/input";
import { signUpInput } from "@/lib/accounts/schema";
import type { Locale } from "@/lib/platform/locale";

interface SignUpFormProps {
  action: FormAction<{ email: string; username: string; password: string; locale?: Locale }>;
  /** A path of this site, already checked. */
  next: string;
}

export function SignUpForm({ action, next }: SignUpFormProps) {
  const t = useTranslations("auth");
  const fieldText = useFieldText();
  const locale = useLocale();
  const { register, submit, problem, errors, busy } = useActionForm({
    schema: signUpInput,
    action: (values) => action({ ...values, locale }),
    fieldOf: { email_taken: "email", username_taken: "username" },
    onDone: () => window.location.assign(next),
  });
  return (
    <form method="post" noValidate onSubmit={submit} className="flex flex-col gap-4">
      <Field label={t("email")} error={fieldText("email", errors.email)} required>
        <Input type="email" autoComplete="email" spellCheck={false} {...register("email")} />
      </Field>
      <Field
        label={t("username")}
        hint={errors.username ? undefined : t("usernameHint")}
        error={fieldText("username", errors.username)}
        required
      >
        <Input autoComplete="username" autoCapitalize="none" spellCheck={false} {...register("username")} />
      </Field>
      <Field
        label={t("password")}
        hint={errors.password ? undefined : t("passwordHint")}
        error={fieldText("password", errors.password)}
        required
      >
        <PasswordInput autoComplete="new-password" {...register("password")} />
      </Field>
      <FormProblem problem={problem} />
      <SubmitButton variant="primary" size="lg" loading={busy}>
        {t("signUp")}
      </SubmitButton>
      <LegalNote when="signUp" />
    </form>
  );
}
