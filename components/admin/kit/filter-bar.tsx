import Link from "next/link";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/form/button";
import { Field } from "@/components/ui/form/field";
import { Input } from "@/components/ui/form/input";
import { Select } from "@/components/ui/form/select";
import { cn } from "@/lib/platform/cn";

export interface FilterField {
  name: string;
  label: string;
  kind: "text" | "select" | "date";
  value: string | undefined;
  /** Of a select; its "all" is added in front. */
  options?: readonly { value: string; label: string }[];
  placeholder?: string;
}
interface FilterBarProps {
  /** The page's own path. */
  action: string;
  fields: readonly FilterField[];
  /** Parameters that stay as they are. */
  hidden?: Record<string, string | undefined>;
  /** Where everything is off again. */
  resetHref: string;
}

/** The filters of a list as a form that needs no script: they stand in the address and can be sent to somebody. */
export function FilterBar({ action, fields, hidden = {}, resetHref }: FilterBarProps) {
  const t = useTranslations("admin.kit");
  const isFiltered = fields.some((field) => field.value !== undefined);
  return (
    <form action={action} method="get" className="flex flex-wrap items-end gap-3">
      {Object.entries(hidden).map(([name, value]) =>
        value === undefined ? null : <input key={name} type="hidden" name={name} value={value} />,
      )}
      {fields.map((field) => (
        // The value stands in the key, so that a control shows what the address says after a link was followed.
        <Field
          key={`${field.name} ${field.value}`}
          label={field.label}
          className={cn(
            "grow sm:max-w-72",
            // On a phone two stand side by side, and what has words in it gets the line; a long bar fills no screen.
            field.placeholder ? "w-full sm:w-44" : "w-[calc(50%-0.375rem)] sm:w-36",
          )}
        >
          {field.kind === "select" ? (
            <Select
              name={field.name}
              defaultValue={field.value ?? ""}
              options={[{ value: "", label: t("all") }, ...(field.options ?? [])]}
            />
          ) : (
            <Input
              name={field.name}
              type={field.kind === "date" ? "date" : "search"}
              defaultValue={field.value ?? ""}
              placeholder={field.placeholder}
              maxLength={200}
            />
          )}
        </Field>
      ))}
      <div className="flex gap-2">
        <Button type="submit">{t("filter")}</Button>
        {isFiltered ? (
          <Button variant="ghost" asChild>
            <Link href={resetHref}>{t("reset")}</Link>
          </Button>
        ) : null}
      </div>
    </form>
  );
}
