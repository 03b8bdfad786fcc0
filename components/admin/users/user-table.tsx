import { useTranslations } from "next-intl";
import { type Column, DataTable } from "@/components/admin/kit/data-table";
import { Id } from "@/components/admin/kit/id";
import { Moment } from "@/components/admin/kit/moment";
import { useBytesText } from "@/components/gallery/text/bytes";
import type { UserRowView } from "@/lib/accounts/schema";
import { UserStatus } from "./user-status";

interface UserTableProps {
  items: readonly UserRowView[];
  /** Where a press on the storage leads, and whether the list goes by it; missing where it cannot. */
  storage?: Column["sort"];
}

/** People, one a line; a press on the name leads to everything about them. */
export function UserTable({ items, storage }: UserTableProps) {
  const t = useTranslations("admin.users");
  const bytesText = useBytesText();
  return (
    <DataTable
      label={t("title")}
      columns={[
        { key: "username", title: t("username") },
        { key: "email", title: t("email"), isWide: true },
        { key: "displayName", title: t("displayName") },
        { key: "plan", title: t("plan") },
        { key: "role", title: t("role") },
        { key: "status", title: t("status") },
        { key: "storage", title: t("storage"), align: "end", sort: storage },
        { key: "createdAt", title: t("createdAt") },
        { key: "id", title: t("id") },
      ]}
      rows={items.map((user) => ({
        key: user.id,
        href: `/admin/users/${user.id}`,
        cells: {
          username: user.username,
          email: user.email ?? "–",
          displayName: user.displayName || "–",
          plan: t(`plans.${user.plan}`),
          role: t(`roles.${user.role}`),
          status: <UserStatus status={user.status} />,
          storage: bytesText(user.storageBytes),
          createdAt: <Moment at={user.createdAt} />,
          id: <Id value={user.id} />,
        },
      }))}
      empty={{ title: t("emptyTitle"), detail: t("emptyDetail") }}
    />
  );
}
