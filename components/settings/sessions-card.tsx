"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { FormAction } from "@/components/shell/forms/answer";
import { FormProblem } from "@/components/shell/forms/form-problem";
import { Button } from "@/components/ui/form/button";
import { Card, CardHeader } from "@/components/ui/layout/card";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import { ApiError } from "@/lib/platform/api-error";

export function SessionsCard({ action }: { action: FormAction<Record<string, never>> }) {
  const t = useTranslations("settings");
  const common = useTranslations("common");
  const [problem, setProblem] = useState<ApiError | null>(null);
  const signOut = async () => {
    setProblem(null);
    const answer = await action({}).catch(() => null);
    if (answer?.ok) window.location.assign("/sign-in?notice=signed-out");
    else setProblem(answer ? new ApiError(0, answer.code, "", answer) : new ApiError(0, "network", ""));
  };
  return (
    <Card>
      <CardHeader title={t("sessions")} description={t("sessionsDescription")} />
      <div className="flex max-w-md flex-col items-start gap-4">
        <FormProblem problem={problem} />
        <ConfirmDialog
          trigger={<Button>{t("signOutEverywhere")}</Button>}
          title={t("signOutEverywhere")}
          description={t("signOutEverywhereDetail")}
          confirmLabel={t("signOutEverywhereConfirm")}
          cancelLabel={common("cancel")}
          tone="plain"
          onConfirm={signOut}
        />
      </div>
    </Card>
  );
}
