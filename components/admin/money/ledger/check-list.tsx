import Link from "next/link";
import { useTranslations } from "next-intl";
import { recordHref } from "@/components/admin/find/found-href";
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
                {checkName(one.check)} · <Subject of={one.subject} /> · {one.stored} ≠ {one.computed}
              </p>
            ))}
          </li>
        ))}
      </ol>
    </div>
  );
}

/** What differs, with the way to the movements it is about. */
function Subject({ of }: { of: string }) {
  const href = recordHref(of);
  if (href === undefined) return <span className="font-mono">{of}</span>;
  return (
    <Link href={href} className="font-mono underline">
      {of}
    </Link>
  );
}
