import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CursorLinks } from "@/components/admin/kit/cursor-links";
import { FilterBar } from "@/components/admin/kit/filter-bar";
import { filtersOf, oneOf, type SearchParams } from "@/components/admin/kit/search-params";
import { UserTable } from "@/components/admin/users/user-table";
import { Page, PageHeader } from "@/components/shell/page-header";
import { listUsers } from "@/lib/accounts/admin/list";
import { listUsersInput, userPlans, userRoles, userStatuses } from "@/lib/accounts/schema";
import { requirePermissionPage } from "@/lib/entry/page";

const PATH = "/admin/users";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("admin.users");
  return { title: t("title") };
}

/** People, newest first, found by address, name, id or openid. A filter that cannot be right is as good as none. */
export default async function UsersPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await requirePermissionPage("READ_ADMIN");
  const t = await getTranslations("admin.users");
  const params = await searchParams;
  const input = filtersOf(listUsersInput.shape, params, ["q", "plan", "role", "status"]);
  const cursor = oneOf(params, "cursor");
  const { items, nextCursor } = await listUsers({ ctx, input: { ...input, cursor } });
  return (
    <Page width="full">
      <PageHeader title={t("title")} description={t("detail")} />
      <FilterBar
        action={PATH}
        resetHref={PATH}
        fields={[
          { name: "q", label: t("search"), kind: "text", value: input.q, placeholder: t("searchHint") },
          {
            ...{ name: "plan", label: t("plan"), kind: "select", value: input.plan },
            options: userPlans.map((value) => ({ value, label: t(`plans.${value}`) })),
          },
          {
            ...{ name: "role", label: t("role"), kind: "select", value: input.role },
            options: userRoles.map((value) => ({ value, label: t(`roles.${value}`) })),
          },
          {
            ...{ name: "status", label: t("status"), kind: "select", value: input.status },
            options: userStatuses.map((value) => ({ value, label: t(`statuses.${value}`) })),
          },
        ]}
      />
      <UserTable items={items} />
      <CursorLinks path={PATH} params={params} nextCursor={nextCursor} />
    </Page>
  );
}
