import { useTranslations } from "next-intl";
import { auditChanges } from "@/lib/audit/rules";
import { AuditValue } from "./audit-value";

/** What a write changed: each field with what it was and what it is. */
export function AuditDiff({ before, after }: { before: unknown; after: unknown }) {
  const t = useTranslations("admin.system.audit");
  const changes = auditChanges(before, after);
  if (changes.length === 0) return <p className="text-muted text-sm">{t("noChange")}</p>;
  return (
    <section
      aria-label={t("changes")}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard (axe).
      tabIndex={0}
      className="overflow-x-auto rounded-lg border border-line"
    >
      <table className="w-full border-collapse text-sm">
        <caption className="sr-only">{t("changes")}</caption>
        <thead>
          <tr className="border-line border-b text-muted">
            {[t("field"), t("before"), t("after")].map((title) => (
              <th key={title} scope="col" className="px-3 py-2 text-left font-medium">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {changes.map((change) => (
            <tr key={change.field} className="align-top">
              <th scope="row" className="px-3 py-2 text-left font-mono font-normal text-xs">
                {change.field || t("value")}
              </th>
              <td className="max-w-56 whitespace-pre-wrap break-words px-3 py-2 text-muted">
                <AuditValue value={change.before} />
              </td>
              <td className="max-w-56 whitespace-pre-wrap break-words px-3 py-2">
                <AuditValue value={change.after} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
