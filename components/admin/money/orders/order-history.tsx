import { useTranslations } from "next-intl";
import { Moment } from "@/components/admin/kit/moment";
import { Section } from "@/components/admin/kit/section";
import type { OrderRecordView } from "@/lib/orders/schema";
import { useSourceText } from "../use-source-text";
import { NoticeItem } from "./notice-item";

const list = "flex flex-col divide-y divide-line border-line border-y text-sm";
const row = "flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 py-2";

/** How an order came to stand as it does, and what WeChat Pay called about. */
export function OrderHistory({ order }: { order: OrderRecordView }) {
  const t = useTranslations("admin.money.orders");
  const status = useTranslations("admin.money.orderStatus");
  const sourceText = useSourceText();
  return (
    <>
      <Section title={t("moves")}>
        {order.moves.length === 0 ? (
          <p className="text-muted text-sm">{t("noMoves")}</p>
        ) : (
          <ol className={list}>
            {order.moves.map((move) => (
              <li key={`${move.to}${move.createdAt}`} className={row}>
                <span>
                  {status(move.from)} → {status(move.to)}
                </span>
                <span className="text-muted">
                  {sourceText(move.source)} · <Moment at={move.createdAt} />
                </span>
              </li>
            ))}
          </ol>
        )}
      </Section>
      <Section title={t("notices")}>
        {order.notices.length === 0 ? (
          <p className="text-muted text-sm">{t("noNotices")}</p>
        ) : (
          <ol className={list}>
            {order.notices.map((notice) => (
              <NoticeItem key={notice.id} notice={notice} className={row} />
            ))}
          </ol>
        )}
      </Section>
    </>
  );
}
