"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { FormAction } from "@/components/shell/forms/answer";
import { useActionForm } from "@/components/shell/forms/use-action-form";
import { useFieldText } from "@/components/shell/forms/use-field-text";
import { Field } from "@/components/ui/form/field";
import { PasswordInput } from "@/components/ui/form/input";
import { accountKeys } from "@/lib/accounts/client";
import { changePasswordInput } from "@/lib/accounts/schema";
import { SettingsForm } from "./settings-form";

interface PasswordFormProps {
  /** Lets password managers know whose password this is. */
  email: string;
  action: FormAction<{ currentPassword: string; newPassword: string }>;
}

export function PasswordForm({ email, action }: PasswordFormProps) {
  const t = useTranslations("settings");
  const auth = useTranslations("auth");
  const fieldText = useFieldText();
  const client = useQueryClient();
  const [saved, setSaved] = useState(false);
  const { form, register, submit, problem, errors, busy, dirty } = useActionForm({
    schema: changePasswordInput,
    action,
    defaultValues: { currentPassword: "", newPassword: "" },
    fieldOf: { wrong_password: "currentPassword" },
    onDone: () => {
      form.reset();
      setSaved(true);
      // All other sessions have ended with it, and this one is a new one.
      void client.invalidateQueries({ queryKey: accountKeys.sessions });
    },
  });
  return (
    <SettingsForm
      title={t("password")}
      description={t("passwordDescription")}
      submitLabel={t("changePassword")}
      onSubmit={submit}
      problem={problem}
      busy={busy}
      saved={saved && !dirty}
    >
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      <Field label={t("currentPassword")} error={fieldText("givenPassword", errors.currentPassword)} required>
        <PasswordInput autoComplete="current-password" {...register("currentPassword")} />
      </Field>
      <Field
        label={auth("newPassword")}
        hint={errors.newPassword ? undefined : auth("passwordHint")}
        error={fieldText("password", errors.newPassword)}
        required
      >
        <PasswordInput autoComplete="new-password" {...register("newPassword")} />
      </Field>
    </SettingsForm>
  );
}
