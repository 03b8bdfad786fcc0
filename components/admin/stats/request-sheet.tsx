import Link from "next/link";
import { useTranslations } from "next-intl";
import { requestHref } from "@/components/admin/find/found-href";
import { Facts } from "@/components/admin/kit/facts";
import { Id } from "@/components/admin/kit/id";
import { Moment } from "@/components/admin/kit/moment";
import { RecordSheet } from "@/components/admin/kit/record-sheet";
import { Status } from "@/components/admin/kit/status";
import { Button } from "@/components/ui/form/button";
import type { RequestView } from "@/lib/stats/schema";
import { toneOf, useRequestWords } from "./request-words";

interface RequestSheetProps {
  request: RequestView;
  closeHref: string;
  /** All requests of its person, where it has one. */
  personHref: string | null;
  /** Whether there is more of it than this line. */
  didMore: boolean;
}

/** All that is known of one request. */
export function RequestSheet({ request, closeHref, personHref, didMore }: RequestSheetProps) {
  const t = useTranslations("admin.stats");
  const words = useRequestWords();
  const { userId } = request;
  return (
    <RecordSheet
      title={
        <span className="break-all font-mono text-base">
          {request.method} {request.route}
        </span>
      }
      closeHref={closeHref}
    >
      <Facts
        items={[
          {
            label: t("columns.request"),
            value: (
              <Id value={request.requestId} href={didMore ? requestHref(request.requestId) : undefined} />
            ),
          },
          { label: t("columns.at"), value: <Moment at={request.at} /> },
          {
            label: t("columns.status"),
            value: <Status tone={toneOf(request.status)} label={String(request.status)} />,
          },
          { label: t("columns.code"), value: request.errorCode },
          { label: t("columns.client"), value: words.client(request.client) },
          {
            label: t("columns.user"),
            value: userId ? (
              <Link href={`/admin/users/${userId}`} title={userId} className="hover:underline">
                {request.username ?? userId}
              </Link>
            ) : (
              t("visitor")
            ),
          },
          { label: t("columns.duration"), value: words.duration(request.durationMs) },
          { label: t("columns.bytes"), value: words.bytes(request.bytesOut) },
        ]}
      />
      {personHref ? (
        <div>
          <Button asChild>
            <Link href={personHref}>{t("samePerson")}</Link>
          </Button>
        </div>
      ) : null}
    </RecordSheet>
  );
}
