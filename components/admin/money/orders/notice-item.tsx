import { useTranslations } from "next-intl";
import { Moment } from "@/components/admin/kit/moment";
import type { OrderRecordView } from "@/lib/orders/schema";

interface NoticeItemProps {
  notice: OrderRecordView["notices"][number];
  className: string;
}

/** What WeChat Pay called about, how often, and what became of it. */
export function NoticeItem({ notice, className }: NoticeItemProps) {
  const t = useTranslations("admin.money.orders");
  const problems = useTranslations("admin.money.orders.noticeProblems");
  const problemText = (code: string) => {
    const key = code as "mismatch";
    return problems.has(key) ? problems(key) : code;
  };
  const { kind, state, problem } = notice;
  return (
    <li className={className}>
      <span>
        {t(`noticeKinds.${kind}`)} · {t("deliveries", { count: notice.deliveries })}
      </span>
      <span className={problem ? "text-danger" : "text-muted"}>
        {problem ? <span title={problem}>{problemText(problem)}</span> : t(`noticeStates.${state}`)} ·{" "}
        <Moment at={notice.createdAt} />
      </span>
    </li>
  );
}
