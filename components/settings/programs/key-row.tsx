"use client";

import { useFormatter, useTranslations } from "next-intl";
import { FormProblem } from "@/components/shell/forms/form-problem";
import { Badge } from "@/components/ui/feedback/badge";
import { Button } from "@/components/ui/form/button";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import { useRevokeApiKey } from "@/lib/accounts/client";
import type { ApiKeyView } from "@/lib/accounts/schema";
import { ApiError } from "@/lib/platform/api-error";

/** One key: its name, its last characters, what it opens, when it was used and when it ends. */
export function KeyRow({ apiKey }: { apiKey: ApiKeyView }) {
  const t = useTranslations("programs");
  const format = useFormatter();
  const { name, lastFour, scopes, expiresAt, isExpired, lastUsedAt, createdAt } = apiKey;
  const day = (at: string) => format.dateTime(new Date(at), "day");
  const end = expiresAt === null ? t("neverEnds") : t(isExpired ? "ended" : "ends", { at: day(expiresAt) });
  const used =
    lastUsedAt === null ? t("neverUsed") : t("used", { at: format.dateTime(new Date(lastUsedAt), "minute") });
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 py-4">
      <div className="flex min-w-0 flex-[1_1_16rem] flex-col gap-1.5">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h3 className="min-w-0 break-words font-medium">{name}</h3>
          <code className="font-mono text-muted text-sm">
            <span aria-hidden>xk_…{lastFour}</span>
            <span className="sr-only">{t("endsWith", { lastFour })}</span>
          </code>
        </div>
        <ul className="flex flex-wrap gap-1.5" aria-label={t("scopes")}>
          {scopes.map((scope) => (
            <li key={scope} className="flex">
              <Badge tone="outline">{t(`scope.${scope}.name`)}</Badge>
            </li>
          ))}
          {isExpired ? (
            <li className="flex">
              <Badge tone="danger">{t("expired")}</Badge>
            </li>
          ) : null}
        </ul>
        <p className="tabular text-muted text-sm">
          {[t("made", { at: day(createdAt) }), used, end].join(" · ")}
        </p>
      </div>
      <RevokeKey apiKey={apiKey} />
    </li>
  );
}

/** Asks first: programs that use the key stop working at once. */
function RevokeKey({ apiKey: { id, name, isExpired } }: { apiKey: ApiKeyView }) {
  const t = useTranslations("programs");
  const common = useTranslations("common");
  const { mutateAsync, error, reset } = useRevokeApiKey();
  const revoke = () =>
    mutateAsync(id).then(
      () => true,
      () => false,
    );
  const word = isExpired ? "remove" : "revoke";
  return (
    <ConfirmDialog
      trigger={
        <Button
          size="sm"
          variant="ghost"
          className="text-danger max-sm:-ml-3"
          aria-label={t(`${word}Named`, { name })}
        >
          {t(word)}
        </Button>
      }
      title={t(`${word}Named`, { name })}
      description={t(`${word}Detail`)}
      confirmLabel={t(word)}
      cancelLabel={common("cancel")}
      onConfirm={revoke}
      onOpenChange={(open) => {
        if (open) reset();
      }}
    >
      <FormProblem problem={error instanceof ApiError ? error : null} />
    </ConfirmDialog>
  );
}
