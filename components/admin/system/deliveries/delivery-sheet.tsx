import Link from "next/link";
import { useFormatter, useLocale, useTranslations } from "next-intl";
import { ActionDialog } from "@/components/admin/act/action-dialog";
import { formatValue } from "@/components/admin/charts/format-value";
import { Facts } from "@/components/admin/kit/facts";
import { Id } from "@/components/admin/kit/id";
import { Moment } from "@/components/admin/kit/moment";
import { RecordSheet } from "@/components/admin/kit/record-sheet";
import { useNoticeKind } from "@/components/admin/words/use-notice-kind";
import type { FormAction } from "@/components/shell/forms/answer";
import type { SentDeliveryView } from "@/lib/notifications/schema";
import { DeliveryState } from "./delivery-state";

interface DeliverySheetProps {
  item: SentDeliveryView;
  closeHref: string;
  canWrite: boolean;
  sendAgain: FormAction<{ id: string }>;
}

/** One delivery: how often it was tried, what came back, and another try for one that failed. */
export function DeliverySheet({ item, closeHref, canWrite, sendAgain }: DeliverySheetProps) {
  const t = useTranslations("admin.system.deliveries");
  const format = useFormatter();
  const noticeKind = useNoticeKind();
  const locale = useLocale();
  const took = item.durationMs === null ? null : formatValue(item.durationMs, "ms", locale);
  return (
    <RecordSheet title={t("one", { channel: t(`channels.${item.channel}`) })} closeHref={closeHref}>
      <Facts
        items={[
          { label: t("id"), value: <Id value={item.id} href={`/admin/system/audit?subject=${item.id}`} /> },
          { label: t("state"), value: <DeliveryState state={item.state} /> },
          {
            label: t("user"),
            value: (
              <Link href={`/admin/users/${item.userId}`} className="hover:underline">
                {item.username}
              </Link>
            ),
          },
          { label: t("kind"), value: <span title={item.kind}>{noticeKind(item.kind)}</span> },
          { label: t("endpoint"), value: item.endpointHost },
          { label: t("attempts"), value: format.number(item.attempts) },
          { label: t("status"), value: item.status },
          { label: t("error"), value: item.error ? t(`errors.${item.error}`) : null },
          { label: t("took"), value: took },
          { label: t("at"), value: <Moment at={item.createdAt} /> },
          { label: t("triedAt"), value: <Moment at={item.triedAt} /> },
          { label: t("nextAt"), value: <Moment at={item.nextAt} /> },
          { label: t("deliveredAt"), value: <Moment at={item.deliveredAt} /> },
        ]}
      />
      {canWrite && (item.state === "failed" || item.state === "dropped") ? (
        <div>
          <ActionDialog
            label={t("sendAgain")}
            title={t("sendAgain")}
            says={item.channel === "wechat" ? t("againWechat") : t("againSays")}
            confirmLabel={t("sendAgain")}
            action={sendAgain}
            input={{ id: item.id }}
            doneText={t("queued")}
          />
        </div>
      ) : null}
    </RecordSheet>
  );
}
