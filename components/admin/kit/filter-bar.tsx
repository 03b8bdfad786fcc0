import { ChevronDown, ListFilter } from "lucide-react";
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

/** From so many on, filters are folded away on a phone, where they would fill the screen above their list. */
const FOLDED_FROM = 3;

/** The filters of a list as a form that needs no script: they stand in the address and can be sent to somebody. */
export function FilterBar({ action, fields, hidden = {}, resetHref }: FilterBarProps) {
  const t = useTranslations("admin.kit");
  const count = fields.filter((field) => field.value !== undefined).length;
  const isFolded = fields.length >= FOLDED_FROM;
  return (
    <form action={action} method="get" className="flex flex-wrap items-end gap-3">
      {Object.entries(hidden).map(([name, value]) =>
        value === undefined ? null : <input key={name} type="hidden" name={name} value={value} />,
      )}
      {isFolded ? <Fold count={count} /> : null}
      <div className={isFolded ? "hidden peer-open:contents sm:contents" : "contents"}>
        {fields.map((field) => (
          // The value stands in the key, so that a control shows what the address says after a link was followed.
          <FilterControl key={`${field.name} ${field.value}`} field={field} />
        ))}
        <div className="flex gap-2">
          <Button type="submit">{t("filter")}</Button>
          {count > 0 ? (
            <Button variant="ghost" asChild>
              <Link href={resetHref}>{t("reset")}</Link>
            </Button>
          ) : null}
        </div>
      </div>
    </form>
  );
}

/** Folds what stands behind it, on phones only: the controls are its siblings, so that wider screens can do without it. */
function Fold({ count }: { count: number }) {
  const t = useTranslations("admin.kit");
  return (
    <details className="group peer w-full sm:hidden">
      <summary
        className={cn(
          "flex h-11 cursor-pointer list-none items-center gap-2 rounded-md border bg-surface px-4 font-medium",
          "[&::-webkit-details-marker]:hidden",
          count > 0 ? "border-line-strong" : "border-line",
        )}
      >
        <ListFilter strokeWidth={1.5} className="size-4 text-muted" aria-hidden />
        {t("filters", { count })}
        <ChevronDown
          strokeWidth={1.5}
          className="ml-auto size-4 text-muted transition-transform duration-150 ease-out group-open:rotate-180"
          aria-hidden
        />
      </summary>
    </details>
  );
}

function FilterControl({ field }: { field: FilterField }) {
  const t = useTranslations("admin.kit");
  return (
    <Field
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
  );
}
