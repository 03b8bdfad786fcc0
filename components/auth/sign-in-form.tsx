"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useId } from "react";
import type { FormAction } from "@/components/shell/forms/answer";
import { FormProblem } from "@/components/shell/forms/form-problem";
import { SubmitButton } from "@/components/shell/forms/submit-button";
import { useActionForm } from "@/components/shell/forms/use-action-form";
import { useFieldText } from "@/components/shell/forms/use-field-text";
import { Field } from "@/components/ui/form/field";
import { Input, PasswordInput } from "@/components/ui/form/input";
import { type DemoAccountView, signInInput } from "@/lib/accounts/schema";
import { authLinkLook } from "./auth-sheet";
import { DemoAccounts } from "./demo-accounts";

interface SignInFormProps {
  action: FormAction<{ login: string; password: string }>;
  /** A path of this site, already checked. */
  next: string;
  demoAccounts: DemoAccountView[];
}

export function SignInForm({ action, next, demoAccounts }: SignInFormProps) {
  const t = useTranslations("auth");
  const fieldText = useFieldText();
  const submitId = useId();
  const { form, register, submit, problem, errors, busy } = useActionForm({
    schema: signInInput,
    action,
    // A whole page load, so that nothing that was read for somebody else stays in memory.
    onDone: () => window.location.assign(next),
  });
  const fill = (account: DemoAccountView) => {
    form.setValue("login", account.email);
    form.setValue("password", account.password);
    form.clearErrors();
    document.getElementById(submitId)?.focus();
  };
  return (
    <form method="post" noValidate onSubmit={submit} className="flex flex-col gap-4">
      <Field label={t("login")} error={fieldText("login", errors.login)} required>
        <Input autoComplete="username" autoCapitalize="none" spellCheck={false} {...register("login")} />
      </Field>
      <Field label={t("password")} error={fieldText("givenPassword", errors.password)} required>
        <PasswordInput autoComplete="current-password" {...register("password")} />
      </Field>
      <FormProblem problem={problem} />
      <SubmitButton id={submitId} variant="primary" size="lg" loading={busy}>
        {t("signIn")}
      </SubmitButton>
      <Link href="/recover" className={`${authLinkLook} self-start font-normal text-sm`}>
        {t("forgotPassword")}
      </Link>
      <DemoAccounts accounts={demoAccounts} onPick={fill} />
    </form>
  );
}
