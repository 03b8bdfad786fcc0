"use client";

import { Lock } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { SubmitButton } from "@/components/shell/forms/submit-button";
import { Page } from "@/components/shell/page-header";
import { useProblemText } from "@/components/shell/state/problem-text";
import { Field } from "@/components/ui/form/field";
import { PasswordInput } from "@/components/ui/form/input";
import { unlockShared } from "@/lib/shares/client";

/** Asks for the password of a link. Nothing of what the link shows is on this page. */
export function PasswordForm({ token }: { token: string }) {
  const t = useTranslations("shared");
  const problemText = useProblemText();
  const [password, setPassword] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || password === "") return;
    setBusy(true);
    setProblem(null);
    try {
      await unlockShared(token, password);
      // The cookie of the answer opens the page that the server makes next.
      window.location.reload();
    } catch (error) {
      setProblem(problemText(error).message);
      setBusy(false);
    }
  };
  return (
    <Page className="items-center">
      <form onSubmit={(event) => void submit(event)} className="flex w-full max-w-sm flex-col gap-5 py-16">
        <Lock strokeWidth={1.5} className="size-6 text-muted" aria-hidden />
        <div className="flex flex-col gap-1">
          <h1 className="font-semibold text-xl">{t("lockedTitle")}</h1>
          <p className="text-muted">{t("lockedDetail")}</p>
        </div>
        <Field label={t("password")} error={problem ?? undefined}>
          <PasswordInput
            autoComplete="off"
            maxLength={100}
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </Field>
        <SubmitButton variant="primary" loading={busy}>
          {t("open")}
        </SubmitButton>
      </form>
    </Page>
  );
}
