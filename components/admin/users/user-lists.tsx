import { useTranslations } from "next-intl";
import { DataTable } from "@/components/admin/kit/data-table";
import { Id } from "@/components/admin/kit/id";
import { Moment } from "@/components/admin/kit/moment";
import { Section } from "@/components/admin/kit/section";
import { Status } from "@/components/admin/kit/status";
import type { UserBelongings } from "@/lib/registration/schema";

interface UserListsProps {
  belongings: Pick<UserBelongings, "devices" | "sessions" | "keys">;
}

/** By what somebody comes in: browsers, installed clients, and keys for programs. */
export function UserLists({ belongings }: UserListsProps) {
  const t = useTranslations("admin.users");
  return (
    <>
      <Section title={t("sessions")} description={t("newestTen")}>
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
          rows={belongings.sessions.map((session) => ({
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
      </Section>
      <Section title={t("devices")}>
        <DataTable
          label={t("listOf", { what: t("devices") })}
          columns={[
            { key: "name", title: t("name") },
            { key: "platform", title: t("platform") },
            { key: "boundAt", title: t("boundAt") },
            { key: "seenAt", title: t("seenAt") },
            { key: "id", title: t("id") },
          ]}
          rows={belongings.devices.map((device) => ({
            key: device.id,
            cells: {
              name: device.name,
              platform: device.platform,
              boundAt: <Moment at={device.boundAt} />,
              seenAt: <Moment at={device.seenAt} />,
              id: <Id value={device.id} />,
            },
          }))}
          empty={{ title: t("noDevices") }}
        />
      </Section>
      <Section title={t("keys")} description={t("newestTen")}>
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
          rows={belongings.keys.map((key) => ({
            key: key.id,
            cells: {
              name: key.name,
              lastFour: <span className="font-mono text-xs">…{key.lastFour}</span>,
              scopes: <span className="font-mono text-xs">{key.scopes.join(" ")}</span>,
              state: (
                <Status
                  tone={key.revokedAt ? "muted" : "success"}
                  label={key.revokedAt ? t("revoked") : t("open")}
                />
              ),
              lastUsedAt: <Moment at={key.lastUsedAt} />,
              expiresAt: <Moment at={key.expiresAt} />,
            },
          }))}
          empty={{ title: t("noKeys") }}
        />
      </Section>
    </>
  );
}
