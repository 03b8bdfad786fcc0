import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { CursorLinks } from "@/components/admin/kit/cursor-links";
import { oneOf, type SearchParams } from "@/components/admin/kit/search-params";
import { DeviceTable } from "@/components/admin/users/device-table";
import { KeyTable } from "@/components/admin/users/key-table";
import { SessionTable } from "@/components/admin/users/session-table";
import { UserImages } from "@/components/admin/users/user-images";
import { Page, PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/form/button";
import { userIdInput } from "@/lib/accounts/schema";
import { requirePermissionPage } from "@/lib/entry/page";
import type { Ctx } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";
import {
  listUserDevices,
  listUserImages,
  listUserKeys,
  listUserSessions,
} from "@/lib/registration/admin/belongings";
import { getUserName } from "@/lib/registration/admin/profile";

const lists = ["images", "sessions", "devices", "keys"] as const;
type List = (typeof lists)[number];

interface ListPageProps {
  params: Promise<{ id: string; list: string }>;
  searchParams: Promise<SearchParams>;
}

const listOf = (name: string): List | undefined => lists.find((one) => one === name);

export async function generateMetadata({ params }: ListPageProps): Promise<Metadata> {
  const t = await getTranslations("admin.users");
  const list = listOf((await params).list);
  return { title: list ? t(list) : t("one") };
}

/** All of one thing that somebody has, page by page. */
export default async function ListPage({ params, searchParams }: ListPageProps) {
  const ctx = await requirePermissionPage("READ_ADMIN");
  const t = await getTranslations("admin.users");
  const { id, list: name } = await params;
  const asked = userIdInput.safeParse({ userId: id });
  const list = listOf(name);
  if (!asked.success || !list) notFound();
  const { userId } = asked.data;
  const username = await getUserName({ ctx, input: asked.data }).catch(missing);
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

const missing = (error: unknown): never => {
  if (error instanceof AppError && error.status === 404) notFound();
  throw error;
};

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
