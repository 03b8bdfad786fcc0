import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { DataTable } from "@/components/admin/kit/data-table";
import { Id } from "@/components/admin/kit/id";
import { Moment } from "@/components/admin/kit/moment";
import { useNoticeKind } from "@/components/admin/words/use-notice-kind";
import type { SentDeliveryView } from "@/lib/notifications/schema";
import { DeliveryState } from "./delivery-state";

interface DeliveryTableProps {
  items: readonly SentDeliveryView[];
  openId: string | undefined;
  hrefOf: (id: string) => string;
}

/** What left by mail, WeChat and webhooks, a line for each. */
export function DeliveryTable({ items, openId, hrefOf }: DeliveryTableProps) {
  const t = useTranslations("admin.system.deliveries");
  const format = useFormatter();
  const noticeKind = useNoticeKind();
  return (
    <DataTable
      label={t("title")}
      columns={[
        { key: "at", title: t("at") },
        { key: "channel", title: t("channel") },
        { key: "state", title: t("state") },
        { key: "user", title: t("user") },
        { key: "kind", title: t("kind") },
        { key: "attempts", title: t("attempts"), align: "end" },
        { key: "error", title: t("error") },
        { key: "id", title: t("id") },
      ]}
      rows={items.map((item) => ({
        key: item.id,
        href: hrefOf(item.id),
        isOpen: item.id === openId,
        cells: {
          at: <Moment at={item.createdAt} />,
          channel: t(`channels.${item.channel}`),
          state: <DeliveryState state={item.state} />,
          user: (
            <Link href={`/admin/users/${item.userId}`} className="hover:underline">
              {item.username}
            </Link>
          ),
          kind: <span title={item.kind}>{noticeKind(item.kind)}</span>,
          attempts: format.number(item.attempts),
          error: item.error ? t(`errors.${item.error}`) : "–",
          id: <Id value={item.id} />,
        },
      }))}
      empty={{ title: t("emptyTitle"), detail: t("emptyDetail") }}
    />
  );
}
