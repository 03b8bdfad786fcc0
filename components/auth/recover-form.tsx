"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { FormAction } from "@/components/shell/forms/answer";
import { FormProblem } from "@/components/shell/forms/form-problem";
import { SubmitButton } from "@/components/shell/forms/submit-button";
import { useActionForm } from "@/components/shell/forms/use-action-form";
import { useFieldText } from "@/components/shell/forms/use-field-text";
import { Callout } from "@/components/ui/feedback/callout";
import { Field } from "@/components/ui/form/field";
import { Input } from "@/components/ui/form/input";
import { requestRecoveryInput } from "@/lib/accounts/schema";

interface RecoverFormProps {
  action: FormAction<{ email: string }>;
  /** In a demo without a mail server the link stands in the server's log. */
  delivery: "smtp" | "log";
}

export function RecoverForm({ action, delivery }: RecoverFormProps) {
  const t = useTranslations("auth");
  const fieldText = useFieldText();
  const [sentTo, setSentTo] = useState<string | null>(null);
  const { register, submit, problem, errors, busy } = useActionForm({
    schema: requestRecoveryInput,
    action,
    onDone: ({ email }) => setSentTo(email),
  });
  return (
    <form method="post" noValidate onSubmit={submit} className="flex flex-col gap-4">
      <Field label={t("email")} error={fieldText("email", errors.email)} required>
        <Input type="email" autoComplete="email" spellCheck={false} {...register("email")} />
      </Field>
      <FormProblem problem={problem} />
      <div aria-live="polite" className="contents">
        {sentTo ? (
          <Callout title={t(delivery === "log" ? "recoveryLogged" : "recoverySent")}>
            {t(delivery === "log" ? "recoverySentToLog" : "recoverySentDetail", { email: sentTo })}
          </Callout>
        ) : null}
      </div>
      <SubmitButton variant={sentTo ? "secondary" : "primary"} size="lg" loading={busy}>
        {t(sentTo ? "recoverAgain" : "recoverSend")}
      </SubmitButton>
    </form>
  );
}
