import { useTranslations } from "next-intl";
import { Moment } from "@/components/admin/kit/moment";
import { Status } from "@/components/admin/kit/status";
import type { LedgerChecksView } from "@/lib/credits/schema";

/** How the last recomputations of the whole ledger came out. */
export function CheckList({ checks }: { checks: LedgerChecksView }) {
  const t = useTranslations("admin.money.ledger");
  const names = useTranslations("admin.money.ledger.checkNames");
  const checkName = (check: string) => {
    const key = check as "entry has lines";
    return names.has(key) ? names(key) : check;
  };
  return (
    <div className="flex flex-col gap-3">
      {checks.isRunning ? <p role="status">{t("checkRunning")}</p> : null}
      {checks.items.length === 0 ? <p className="text-muted text-sm">{t("noChecks")}</p> : null}
      <ol className="flex flex-col divide-y divide-line border-line border-y text-sm empty:hidden">
        {checks.items.map((check) => (
          <li key={check.id} className="flex flex-col gap-1 py-2">
            <div className="flex flex-wrap items-center justify-between gap-2">
              <span>
                <Moment at={check.at} /> · {t("checkedEntries", { count: check.entries })}
              </span>
              <Status
                tone={check.differences === 0 ? "success" : "danger"}
                label={check.differences === 0 ? t("agrees") : t("differs", { count: check.differences })}
              />
            </div>
            {check.first.map((one) => (
              <p key={`${one.check} ${one.subject}`} className="break-all text-danger text-xs">
                {checkName(one.check)} · <span className="font-mono">{one.subject}</span> · {one.stored} ≠{" "}
                {one.computed}
              </p>
            ))}
          </li>
        ))}
      </ol>
    </div>
  );
}
