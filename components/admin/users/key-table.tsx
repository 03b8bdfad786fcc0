import { useTranslations } from "next-intl";
import { DataTable } from "@/components/admin/kit/data-table";
import { Moment } from "@/components/admin/kit/moment";
import { Status } from "@/components/admin/kit/status";
import type { UserKeyView } from "@/lib/registration/schema";

/** Keys for programs. */
export function KeyTable({ keys }: { keys: readonly UserKeyView[] }) {
  const t = useTranslations("admin.users");
  const scopes = useTranslations("programs.scope");
  const scopeName = (scope: string) => {
    const key = `${scope}.name` as "read.name";
    return scopes.has(key) ? scopes(key) : scope;
  };
  return (
    <DataTable
      label={t("listOf", { what: t("keys") })}
      columns={[
        { key: "name", title: t("name") },
        { key: "lastFour", title: t("lastFour") },
        { key: "scopes", title: t("scopes") },
        { key: "state", title: t("status") },
        { key: "lastUsedAt", title: t("lastUsedAt") },
        { key: "expiresAt", title: t("expiresAt") },
      ]}
      rows={keys.map((key) => ({
        key: key.id,
        cells: {
          name: key.name,
          lastFour: <span className="font-mono text-xs">…{key.lastFour}</span>,
          scopes: key.scopes.map((scope) => scopeName(scope)).join(" · "),
          state: (
            <Status
              tone={key.revokedAt || key.isExpired ? "muted" : "success"}
              label={t(key.revokedAt ? "revoked" : key.isExpired ? "expired" : "open")}
            />
          ),
          lastUsedAt: <Moment at={key.lastUsedAt} />,
          expiresAt: <Moment at={key.expiresAt} />,
        },
      }))}
      empty={{ title: t("noKeys") }}
    />
  );
}
