"use client";

import { useTranslations } from "next-intl";
import { z } from "zod";
import type { FormAction } from "@/components/shell/forms/answer";
import { useActionForm } from "@/components/shell/forms/use-action-form";
import { useFieldText } from "@/components/shell/forms/use-field-text";
import { Field } from "@/components/ui/form/field";
import { Input, PasswordInput } from "@/components/ui/form/input";
import { deleteAccountInput } from "@/lib/accounts/schema";
import { SettingsForm } from "./settings-form";

/** What stands in the field may be anything; only the word itself passes. */
const closeInput = deleteAccountInput.extend({ confirm: z.string().pipe(z.literal("DELETE")) });

interface DeleteAccountFormProps {
  /** False for who came with WeChat: then typing the word is enough. */
  hasPassword: boolean;
  action: FormAction<{ password: string; confirm: "DELETE" }>;
}

export function DeleteAccountForm({ hasPassword, action }: DeleteAccountFormProps) {
  const t = useTranslations("settings");
  const fieldText = useFieldText();
  const { register, submit, problem, errors, busy } = useActionForm({
    schema: closeInput,
    action,
    defaultValues: { password: "" },
    fieldOf: { wrong_password: "password" },
    onDone: () => window.location.assign("/"),
  });
  return (
    <SettingsForm
      title={t("deleteAccount")}
      description={t("deleteAccountDescription")}
      submitLabel={t("deleteAccountConfirm")}
      onSubmit={submit}
      problem={problem}
      busy={busy}
      saved={false}
      danger
    >
      <Field label={t("typeDelete")} error={fieldText("confirmDelete", errors.confirm)} required>
        <Input autoComplete="off" autoCapitalize="characters" spellCheck={false} {...register("confirm")} />
      </Field>
      {hasPassword ? (
        <Field label={t("currentPassword")} error={fieldText("givenPassword", errors.password)} required>
          <PasswordInput autoComplete="current-password" {...register("password")} />
        </Field>
      ) : null}
    </SettingsForm>
  );
}
