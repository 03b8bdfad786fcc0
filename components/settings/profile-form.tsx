"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { FormAction } from "@/components/shell/forms/answer";
import { useActionForm } from "@/components/shell/forms/use-action-form";
import { useFieldText } from "@/components/shell/forms/use-field-text";
import { Field } from "@/components/ui/form/field";
import { Input } from "@/components/ui/form/input";
import { type AccountView, updateProfileInput } from "@/lib/accounts/schema";
import { SettingsForm } from "./settings-form";

const profileInput = updateProfileInput.pick({ displayName: true, username: true });

interface ProfileFormProps {
  account: AccountView;
  action: FormAction<{ displayName?: string; username?: string }>;
}

export function ProfileForm({ account, action }: ProfileFormProps) {
  const t = useTranslations("settings");
  const auth = useTranslations("auth");
  const wechat = useTranslations("wechat");
  const fieldText = useFieldText();
  const router = useRouter();
  const [saved, setSaved] = useState(false);
  const { form, register, submit, problem, errors, busy, dirty } = useActionForm({
    schema: profileInput,
    action,
    defaultValues: { displayName: account.displayName, username: account.username },
    fieldOf: { username_taken: "username" },
    onDone: (values) => {
      form.reset(values);
      setSaved(true);
      router.refresh();
    },
  });
  return (
    <SettingsForm
      title={t("profile")}
      submitLabel={t("saveProfile")}
      onSubmit={submit}
      problem={problem}
      busy={busy}
      saved={saved && !dirty}
    >
      {account.email === null ? (
        <p className="text-muted">{wechat("noEmail")}</p>
      ) : (
        <Field label={auth("email")} hint={t("emailHint")}>
          <Input value={account.email} readOnly />
        </Field>
      )}
      <Field
        label={auth("username")}
        hint={errors.username ? undefined : auth("usernameHint")}
        error={fieldText("username", errors.username)}
        required
      >
        <Input autoComplete="username" autoCapitalize="none" spellCheck={false} {...register("username")} />
      </Field>
      <Field
        label={t("displayName")}
        hint={t("displayNameHint")}
        error={fieldText("displayName", errors.displayName)}
      >
        <Input autoComplete="nickname" {...register("displayName")} />
      </Field>
    </SettingsForm>
  );
}
