import { useTranslations } from "next-intl";
import { DataTable } from "@/components/admin/kit/data-table";
import { Moment } from "@/components/admin/kit/moment";
import { Status } from "@/components/admin/kit/status";
import type { UserSessionView } from "@/lib/registration/schema";

/** Browsers in which somebody is or was signed in. */
export function SessionTable({ sessions }: { sessions: readonly UserSessionView[] }) {
  const t = useTranslations("admin.users");
  return (
    <DataTable
      label={t("listOf", { what: t("sessions") })}
      columns={[
        { key: "browser", title: t("browser") },
        { key: "state", title: t("status") },
        { key: "method", title: t("method") },
        { key: "address", title: t("address") },
        { key: "seenAt", title: t("seenAt") },
        { key: "createdAt", title: t("signedInAt") },
      ]}
      rows={sessions.map((session) => ({
        key: session.id,
        cells: {
          browser: [session.browser, session.system].filter(Boolean).join(" · ") || t("unknown"),
          state: (
            <Status
              tone={session.endedAt ? "muted" : "success"}
              label={session.endedAt ? t("ended") : t("open")}
            />
          ),
          method: session.method === "wechat" ? t("wechat") : t("password"),
          address: <span className="font-mono text-xs">{session.address || "–"}</span>,
          seenAt: <Moment at={session.seenAt} />,
          createdAt: <Moment at={session.createdAt} />,
        },
      }))}
      empty={{ title: t("noSessions") }}
    />
  );
}
