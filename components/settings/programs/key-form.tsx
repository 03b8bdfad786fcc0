"use client";

import { useTranslations } from "next-intl";
import { FormProblem } from "@/components/shell/forms/form-problem";
import { SubmitButton } from "@/components/shell/forms/submit-button";
import { useFieldText } from "@/components/shell/forms/use-field-text";
import { Callout } from "@/components/ui/feedback/callout";
import { Field } from "@/components/ui/form/field";
import { Input, PasswordInput } from "@/components/ui/form/input";
import { Select } from "@/components/ui/form/select";
import { keyLifetimes } from "@/lib/accounts/rules";
import type { CreatedApiKeyView } from "@/lib/accounts/schema";
import { ScopeChoice } from "./scope-choice";
import { useCreateForm } from "./use-create-form";

interface KeyFormProps {
  hasPassword: boolean;
  onMade: (made: CreatedApiKeyView) => void;
}

/** What a key is called, what it opens, when it ends, and who asks for it. */
export function KeyForm({ hasPassword, onMade }: KeyFormProps) {
  const t = useTranslations("programs");
  const settings = useTranslations("settings");
  const fieldText = useFieldText();
  const { form, problem, busy, submit } = useCreateForm(hasPassword, onMade);
  const { errors } = form.formState;
  const [scopes, lifetime] = form.watch(["scopes", "expiresInDays"]);
  const lifetimes = keyLifetimes.map((days) => ({
    value: String(days ?? "never"),
    label: days === null ? t("lifetimes.never") : t("lifetimes.days", { count: days }),
  }));
  const chooseLifetime = (value: string) =>
    form.setValue("expiresInDays", keyLifetimes.find((days) => String(days ?? "never") === value) ?? null);
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-5">
      <Field
        label={t("name")}
        hint={errors.name ? undefined : t("nameHint")}
        error={errors.name ? t("nameRule") : undefined}
        required
      >
        <Input autoComplete="off" {...form.register("name")} />
      </Field>
      <Field label={t("scopes")} error={errors.scopes ? t("scopesRule") : undefined} required>
        <ScopeChoice
          value={scopes}
          onChange={(next) =>
            form.setValue("scopes", next, { shouldValidate: form.formState.isSubmitted, shouldDirty: true })
          }
        />
      </Field>
      <Field label={t("lifetime")} hint={lifetime === null ? t("neverHint") : undefined}>
        <Select options={lifetimes} value={String(lifetime ?? "never")} onValueChange={chooseLifetime} />
      </Field>
      {hasPassword ? (
        <Field
          label={settings("currentPassword")}
          hint={errors.password ? undefined : t("whyPassword")}
          error={fieldText("givenPassword", errors.password)}
          required
        >
          <PasswordInput autoComplete="current-password" {...form.register("password")} />
        </Field>
      ) : (
        <Callout>{t("withoutPassword")}</Callout>
      )}
      <FormProblem problem={problem} />
      <div className="flex justify-end">
        <SubmitButton variant="primary" loading={busy}>
          {t("create")}
        </SubmitButton>
      </div>
    </form>
  );
}
