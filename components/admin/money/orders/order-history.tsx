import { useTranslations } from "next-intl";
import { Moment } from "@/components/admin/kit/moment";
import { Section } from "@/components/admin/kit/section";
import type { OrderRecordView } from "@/lib/orders/schema";

const list = "flex flex-col divide-y divide-line border-line border-y text-sm";
const row = "flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 py-2";

/** How an order came to stand as it does, and what WeChat Pay called about. */
export function OrderHistory({ order }: { order: OrderRecordView }) {
  const t = useTranslations("admin.money.orders");
  const status = useTranslations("admin.money.orderStatus");
  const source = useTranslations("admin.money.orderSources");
  const sourceText = (known: string) => {
    const key = known as "person";
    return source.has(key) ? source(key) : known;
  };
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
              <li key={notice.id} className={row}>
                <span>
                  <span className="font-mono text-xs">{notice.kind}</span> ·{" "}
                  {t("deliveries", { count: notice.deliveries })}
                </span>
                <span className={notice.problem ? "text-danger" : "text-muted"}>
                  <span className="font-mono text-xs">{notice.problem ?? notice.state}</span> ·{" "}
                  <Moment at={notice.createdAt} />
                </span>
              </li>
            ))}
          </ol>
        )}
      </Section>
    </>
  );
}
