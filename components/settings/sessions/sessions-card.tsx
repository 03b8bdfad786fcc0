"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { FormAction } from "@/components/shell/forms/answer";
import { FormProblem } from "@/components/shell/forms/form-problem";
import { ProblemState } from "@/components/shell/state/problem-state";
import { toast } from "@/components/ui/feedback/toast-store";
import { Button } from "@/components/ui/form/button";
import { Card, CardHeader } from "@/components/ui/layout/card";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import { accountKeys, sessionsQuery } from "@/lib/accounts/client";
import type { SessionList } from "@/lib/accounts/schema";
import { ApiError } from "@/lib/platform/api-error";
import { SessionRow } from "./session-row";

type Ending = FormAction<Record<string, never>>;

interface SessionsCardProps {
  /** What the server read for this page, and when. */
  first: { list: SessionList; atMs: number };
  endOthers: Ending;
  signOutEverywhere: Ending;
}

/** The browsers in which this account is signed in: end one, all others, or all. */
export function SessionsCard({ first, endOthers, signOutEverywhere }: SessionsCardProps) {
  const t = useTranslations("settings");
  const client = useQueryClient();
  const [problem, setProblem] = useState<ApiError | null>(null);
  const { data, isError, error, refetch, isRefetching } = useQuery({
    ...sessionsQuery(),
    initialData: first.list,
    initialDataUpdatedAt: first.atMs,
  });
  const run = async (action: Ending, onDone: () => void) => {
    setProblem(null);
    const answer = await action({}).catch(() => null);
    if (answer?.ok) onDone();
    else setProblem(answer ? new ApiError(0, answer.code, "", answer) : new ApiError(0, "network", ""));
  };
  const others = data.items.filter(({ isCurrent }) => !isCurrent).length;
  return (
    <Card>
      <CardHeader title={t("sessions")} description={t("sessionsDescription")} className="mb-2" />
      {isError ? <ProblemState error={error} onRetry={() => void refetch()} retrying={isRefetching} /> : null}
      {data.items.length > 0 ? (
        <ul className="divide-y divide-line" aria-label={t("sessions")}>
          {data.items.map((session) => (
            <SessionRow key={session.id} session={session} />
          ))}
        </ul>
      ) : null}
      <div className="mt-4 flex flex-col items-start gap-4">
        <FormProblem problem={problem} />
        <div className="flex flex-wrap gap-2">
          {others > 0 ? (
            <Ask
              action="endOthers"
              onConfirm={() =>
                run(endOthers, () => {
                  toast({ title: t("othersEnded"), tone: "success" });
                  void client.invalidateQueries({ queryKey: accountKeys.sessions });
                })
              }
            />
          ) : null}
          <Ask
            action="signOutEverywhere"
            onConfirm={() =>
              run(signOutEverywhere, () => window.location.assign("/sign-in?notice=signed-out"))
            }
          />
        </div>
      </div>
    </Card>
  );
}

function Ask({
  action,
  onConfirm,
}: {
  action: "endOthers" | "signOutEverywhere";
  onConfirm: () => Promise<void>;
}) {
  const t = useTranslations("settings");
  const common = useTranslations("common");
  return (
    <ConfirmDialog
      trigger={<Button>{t(action)}</Button>}
      title={t(action)}
      description={t(`${action}Detail`)}
      confirmLabel={t(`${action}Confirm`)}
      cancelLabel={common("cancel")}
      tone="plain"
      onConfirm={onConfirm}
    />
  );
}
