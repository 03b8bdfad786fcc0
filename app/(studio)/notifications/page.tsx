import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { NotificationsScreen } from "@/components/notifications/notifications-screen";
import { noticesHref, parseNoticeFilter } from "@/components/notifications/rules";
import { requireUserPage } from "@/lib/entry/page";
import { listNotifications } from "@/lib/notifications/read";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("inbox"))("title"),
});

interface NotificationsPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function NotificationsPage({ searchParams }: NotificationsPageProps) {
  const filter = parseNoticeFilter([(await searchParams).show].flat()[0]);
  const ctx = await requireUserPage(noticesHref(filter));
  const page = await listNotifications({ ctx, input: filter === "unread" ? { unread: "true" } : {} });
  return <NotificationsScreen first={{ filter, page, atMs: ctx.now.getTime() }} />;
}
