import Link from "next/link";
import { useTranslations } from "next-intl";
import { DataTable } from "@/components/admin/kit/data-table";
import { Id } from "@/components/admin/kit/id";
import { Moment } from "@/components/admin/kit/moment";
import { Status } from "@/components/admin/kit/status";
import type { RequestView } from "@/lib/stats/schema";
import { toneOf, useRequestWords } from "./request-words";

interface RequestTableProps {
  items: readonly RequestView[];
  openId: string | undefined;
  /** The address of the page with this request open. */
  hrefOf: (id: string) => string;
}

/** Single requests, newest first. */
export function RequestTable({ items, openId, hrefOf }: RequestTableProps) {
  const t = useTranslations("admin.stats");
  const words = useRequestWords();
  return (
    <DataTable
      label={t("single")}
      columns={[
        { key: "at", title: t("columns.at") },
        { key: "status", title: t("columns.status") },
        { key: "route", title: t("columns.route"), isWide: true },
        { key: "client", title: t("columns.client") },
        { key: "user", title: t("columns.user") },
        { key: "duration", title: t("columns.duration"), align: "end" },
        { key: "id", title: t("columns.request") },
      ]}
      rows={items.map((item) => ({
        key: item.requestId,
        href: hrefOf(item.requestId),
        isOpen: item.requestId === openId,
        cells: {
          at: <Moment at={item.at} />,
          status: (
            <Status
              tone={toneOf(item.status)}
              label={[item.status, item.errorCode].filter(Boolean).join(" ")}
            />
          ),
          route: (
            <span className="font-mono text-xs">
              {item.method} {item.route}
            </span>
          ),
          client: words.client(item.client),
          user: item.userId ? (
            <Link href={`/admin/users/${item.userId}`} title={item.userId} className="hover:underline">
              {item.username ?? item.userId}
            </Link>
          ) : (
            t("visitor")
          ),
          duration: words.duration(item.durationMs),
          id: <Id value={item.requestId} />,
        },
      }))}
      empty={{ title: t("noneFound"), detail: t("noneFoundDetail") }}
    />
  );
}
