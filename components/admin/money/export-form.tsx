import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/form/button";
import { exportSpan } from "@/lib/platform/http/export-days";
import { ExportSpanFields } from "./export-span-fields";

interface ExportFormProps {
  what: "orders" | "refunds" | "ledger";
  /** Days of Shanghai that stand there where the list has none. */
  last: { from: string; to: string };
  /** What the list is filtered by, under the names of the export. */
  filters: { from: string | undefined; to: string | undefined } & Record<string, string | undefined>;
}

/** Saves the rows of some days, filtered as the list is, as a file for spreadsheets. */
export function ExportForm({ what, last, filters: { from, to, ...others } }: ExportFormProps) {
  const t = useTranslations("admin.money.export");
  const set = Object.entries(others).filter(([, value]) => value !== undefined);
  const days = exportSpan({ from, to }, last);
  return (
    <form
      // The values stand in the key, so that the days are those of the list after a filter was followed.
      key={`${days.from} ${days.to}`}
      action={`/api/v1/admin/exports/${what}`}
      method="get"
      aria-label={t(`titles.${what}`)}
      className="flex flex-wrap items-end gap-3"
    >
      {set.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <ExportSpanFields days={days} today={last.to} />
      <Button type="submit">{t("save")}</Button>
      <p className="basis-full text-muted text-sm">
        {t("hint")} {set.length > 0 ? t("filtered") : null}
      </p>
    </form>
  );
}
