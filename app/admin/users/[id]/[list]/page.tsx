import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { CursorLinks } from "@/components/admin/kit/cursor-links";
import { oneOf, type SearchParams } from "@/components/admin/kit/search-params";
import { DeviceTable } from "@/components/admin/users/device-table";
import { KeyTable } from "@/components/admin/users/key-table";
import { SessionTable } from "@/components/admin/users/session-table";
import { UserImages } from "@/components/admin/users/user-images";
import { Page, PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/form/button";
import { requirePermissionPage } from "@/lib/entry/page";
import type { Ctx } from "@/lib/platform/context";
import {
  listUserDevices,
  listUserImages,
  listUserKeys,
  listUserSessions,
} from "@/lib/registration/admin/belongings";
import { personOf } from "../person-of";
import { type List, listOf } from "./list-of";

interface ListPageProps {
  params: Promise<{ id: string; list: string }>;
  searchParams: Promise<SearchParams>;
}

export async function generateMetadata({ params }: ListPageProps): Promise<Metadata> {
  const t = await getTranslations("admin.users");
  return { title: t(listOf((await params).list)) };
}

/** All of one thing that somebody has, page by page. */
export default async function ListPage({ params, searchParams }: ListPageProps) {
  const ctx = await requirePermissionPage("READ_ADMIN");
  const t = await getTranslations("admin.users");
  const { id, list: name } = await params;
  const list = listOf(name);
  const { userId, username } = await personOf(id);
  const query = await searchParams;
  const { table, nextCursor } = await read(ctx, list, { userId, cursor: oneOf(query, "cursor") });
  const path = `/admin/users/${userId}`;
  return (
    <Page width="full">
      <PageHeader
        title={t(list)}
        description={[username, ...(list === "images" ? [t("imagesDetail")] : [])].join(" · ")}
        actions={
          <Button asChild>
            <Link href={path}>{t("toPerson")}</Link>
          </Button>
        }
      />
      {table}
      <CursorLinks path={`${path}/${list}`} params={query} nextCursor={nextCursor} />
    </Page>
  );
}

async function read(ctx: Ctx, list: List, input: { userId: string; cursor: string | undefined }) {
  if (list === "images") {
    const { items, nextCursor } = await listUserImages({ ctx, input });
    return { table: <UserImages images={items} />, nextCursor };
  }
  if (list === "sessions") {
    const { items, nextCursor } = await listUserSessions({ ctx, input });
    return { table: <SessionTable sessions={items} />, nextCursor };
  }
  if (list === "devices") {
    const { items, nextCursor } = await listUserDevices({ ctx, input });
    return { table: <DeviceTable devices={items} />, nextCursor };
  }
  const { items, nextCursor } = await listUserKeys({ ctx, input });
  return { table: <KeyTable keys={items} />, nextCursor };
}
