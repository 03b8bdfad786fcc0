import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/form/button";
import { Field } from "@/components/ui/form/field";
import { Input } from "@/components/ui/form/input";

interface ExportFormProps {
  what: "orders" | "refunds" | "ledger";
  /** Days of Shanghai that stand there at first. */
  from: string;
  to: string;
}

/** Saves the rows of some days as a file for spreadsheets. */
export function ExportForm({ what, from, to }: ExportFormProps) {
  const t = useTranslations("admin.money.export");
  return (
    <form
      action={`/api/v1/admin/exports/${what}`}
      method="get"
      aria-label={t(`titles.${what}`)}
      className="flex flex-wrap items-end gap-3"
    >
      <Field label={t("from")} className="w-[calc(50%-0.375rem)] sm:w-40">
        <Input name="from" type="date" defaultValue={from} max={to} required />
      </Field>
      <Field label={t("to")} className="w-[calc(50%-0.375rem)] sm:w-40">
        <Input name="to" type="date" defaultValue={to} max={to} required />
      </Field>
      <Button type="submit">{t("save")}</Button>
      <p className="basis-full text-muted text-sm">{t("hint")}</p>
    </form>
  );
}
