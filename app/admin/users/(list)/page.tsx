import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CursorLinks } from "@/components/admin/kit/cursor-links";
import { FilterBar } from "@/components/admin/kit/filter-bar";
import { filtersOf, hrefWith, oneOf, type SearchParams } from "@/components/admin/kit/search-params";
import { UserTable } from "@/components/admin/users/user-table";
import { Page, PageHeader } from "@/components/shell/page-header";
import { Callout } from "@/components/ui/feedback/callout";
import { listUsers } from "@/lib/accounts/admin/list";
import {
  listUsersInput,
  maySortUsers,
  userFilters,
  userMoments,
  userPlans,
  userRoles,
  userStates,
} from "@/lib/accounts/schema";
import { requirePermissionPage } from "@/lib/entry/page";

const PATH = "/admin/users";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("admin.users");
  return { title: t("title") };
}

/** People in the order of `listUsers`, found by address, name, id or openid. A filter that cannot be right is as good as none, and so is an order beside a filter. */
export default async function UsersPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await requirePermissionPage("READ_ADMIN");
  const t = await getTranslations("admin.users");
  const params = await searchParams;
  const asked = filtersOf(listUsersInput.shape, params, userFilters);
  const maySort = maySortUsers(asked);
  const input = maySort ? asked : { ...asked, sort: undefined };
  const cursor = oneOf(params, "cursor");
  const { items, nextCursor } = await listUsers({ ctx, input: { ...input, cursor } });
  const isPart = items.length === 0 && nextCursor !== null;
  const storage = maySort
    ? {
        href: hrefWith(PATH, {}, { sort: input.sort ? null : "storage" }),
        state: input.sort ? ("desc" as const) : null,
      }
    : undefined;
  return (
    <Page width="full">
      <PageHeader title={t("title")} description={t(input.sort ? "detailByStorage" : "detail")} />
      <FilterBar
        action={PATH}
        resetHref={PATH}
        fields={[
          { name: "q", label: t("search"), kind: "text", value: input.q, placeholder: t("searchHint") },
          { name: "from", label: t("from"), kind: "date", value: input.from },
          { name: "to", label: t("to"), kind: "date", value: input.to },
          {
            ...{ name: "by", label: t("by"), kind: "select", value: input.by },
            options: userMoments.map((value) => ({ value, label: t(`bys.${value}`) })),
          },
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
            options: userStates.map((value) => ({ value, label: t(`statuses.${value}`) })),
          },
        ]}
      />
      {isPart ? <Callout>{t("noneHere")}</Callout> : <UserTable items={items} storage={storage} />}
      <CursorLinks path={PATH} params={params} nextCursor={nextCursor} />
    </Page>
  );
}
