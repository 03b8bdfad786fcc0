import Link from "next/link";
import { useTranslations } from "next-intl";
import { Callout } from "@/components/ui/feedback/callout";
import type { AlertCode, AlertView } from "@/lib/stats/schema";
import { endedHref, openHref } from "./rows";
import { useWaitText } from "./use-wait-text";

/** Where the rows behind an alert are. */
const hrefsOf = (today: string): Record<AlertCode, string> => ({
  ledger: "/admin/money/ledger",
  payment_differences: "/admin/money/differences",
  server_errors: "/admin/stats?status=5xx",
  oldest_job: openHref,
  open_circuits: "/admin/vendors",
  success_rate: endedHref({ firstDay: today, lastDay: today }, { status: "failed" }),
  uncertain_outcomes: "/admin/generations/uncertain",
  failed_runs: "/admin/system/jobs?status=failed&hours=24",
  failed_deliveries: "/admin/system/deliveries?state=failed",
  // They are of days for which this job has made no partition.
  stray_requests: "/admin/system/jobs?open=prepare-request-log",
  old_figures: "/admin/system/jobs?open=roll-up-figures",
});

/** Money that is not exact, and what fails for everybody. */
const urgent: readonly AlertCode[] = ["ledger", "payment_differences", "server_errors"];

interface AlertListProps {
  alerts: readonly AlertView[];
  /** The day in Shanghai. */
  today: string;
}

/** What somebody has to look at now; one line when there is nothing. */
export function AlertList({ alerts, today }: AlertListProps) {
  const t = useTranslations("admin.overview");
  const waitText = useWaitText();
  const textOf = ({ code, value }: AlertView) => t(`alerts.${code}`, { value, wait: waitText(value) });
  const hrefs = hrefsOf(today);
  if (alerts.length === 0) return <Callout>{t("calm")}</Callout>;
  return (
    <ul aria-label={t("alertsLabel")} className="flex flex-col gap-2">
      {alerts.map((alert) => (
        <li key={alert.code}>
          <Callout
            tone={urgent.includes(alert.code) ? "danger" : "warning"}
            action={
              <Link
                href={hrefs[alert.code]}
                className="whitespace-nowrap font-medium underline underline-offset-4"
                aria-label={t("lookAt", { what: textOf(alert) })}
              >
                {t("look")}
              </Link>
            }
          >
            {textOf(alert)}
          </Callout>
        </li>
      ))}
    </ul>
  );
}
