"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { FormAction } from "@/components/shell/forms/answer";
import { FormProblem } from "@/components/shell/forms/form-problem";
import { PreferencesForm } from "@/components/shell/preferences/preferences-form";
import { Card, CardHeader } from "@/components/ui/layout/card";
import { ApiError } from "@/lib/platform/api-error";
import type { Locale } from "@/lib/platform/locale";

/** Language and theme of this browser; the language is also the one that mails are written in. */
export function AppearanceCard({ action }: { action: FormAction<{ locale: Locale }> }) {
  const t = useTranslations("settings");
  const [problem, setProblem] = useState<ApiError | null>(null);
  const remember = async (locale: Locale) => {
    setProblem(null);
    const answer = await action({ locale }).catch(() => null);
    if (!answer?.ok) setProblem(new ApiError(0, answer?.code ?? "network", "", answer ?? {}));
  };
  return (
    <Card>
      <CardHeader title={t("appearance")} description={t("appearanceDescription")} />
      <div className="flex flex-col gap-4">
        <PreferencesForm onLocale={remember} />
        <FormProblem problem={problem} />
      </div>
    </Card>
  );
}
