import { useTranslations } from "next-intl";
import { FilterBar } from "@/components/admin/kit/filter-bar";
import { useActionName } from "./use-action-name";

type Filter = "actor" | "subject" | "action" | "request" | "from" | "to";

interface AuditFiltersProps {
  /** The page's own path. */
  path: string;
  /** What is set now. */
  set: Partial<Record<Filter, string>>;
  /** Those that occur. */
  actions: readonly string[];
}

/** The filters of the audit log. An action has its code behind its name, as the lines have. */
export function AuditFilters({ path, set, actions }: AuditFiltersProps) {
  const t = useTranslations("admin.system.audit");
  const actionName = useActionName();
  const labelOf = (action: string) => {
    const name = actionName(action);
    return name === action ? action : `${name} · ${action}`;
  };
  return (
    <FilterBar
      action={path}
      resetHref={path}
      fields={[
        { name: "actor", label: t("actor"), kind: "text", value: set.actor, placeholder: t("actorHint") },
        { name: "subject", label: t("subject"), kind: "text", value: set.subject, placeholder: "usr_…" },
        {
          ...{ name: "action", label: t("action"), kind: "select", value: set.action },
          options: actions.map((value) => ({ value, label: labelOf(value) })),
        },
        { name: "request", label: t("request"), kind: "text", value: set.request, placeholder: "req_…" },
        { name: "from", label: t("from"), kind: "date", value: set.from },
        { name: "to", label: t("to"), kind: "date", value: set.to },
      ]}
    />
  );
}
