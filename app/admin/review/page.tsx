import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { CursorLinks } from "@/components/admin/kit/cursor-links";
import { hrefWith, oneOf, type SearchParams } from "@/components/admin/kit/search-params";
import { ReportsScreen } from "@/components/admin/review/reports-screen";
import { ReviewScreen } from "@/components/admin/review/review-screen";
import { Page, PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/form/button";
import { permissionsOf } from "@/lib/accounts/rules";
import { requirePermissionPage } from "@/lib/entry/page";
import { listReports } from "@/lib/gallery/admin";
import { countReviewQueue, listReviewQueue } from "@/lib/gallery/publishing/read";
import { decidePublicationAction, keepReportedAction } from "./actions";

const PATH = "/admin/review";
const MOST = 40;

interface ReviewPageProps {
  searchParams: Promise<SearchParams>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("review");
  return { title: t("title") };
}

/** Publications that wait for a decision, with `?view=appeals` only those whose authors appealed, and with `?view=reports` public images that people reported. */
export default async function ReviewPage({ searchParams }: ReviewPageProps) {
  const ctx = await requirePermissionPage("READ_ADMIN");
  const t = await getTranslations("review");
  const params = await searchParams;
  const [view, cursor] = [oneOf(params, "view"), oneOf(params, "cursor")];
  const isReports = view === "reports";
  const isAppeals = view === "appeals";
  const canDecide = permissionsOf(ctx.actor).includes("WRITE_ADMIN");
  const of = { cursor, limit: MOST };
  const [{ waiting }, reports, queue] = await Promise.all([
    countReviewQueue({ ctx }),
    isReports ? listReports({ ctx, input: { ...of, atLeast: 1 } }) : null,
    isReports ? null : listReviewQueue({ ctx, input: { ...of, appeals: isAppeals ? "true" : undefined } }),
  ]);
  const nextCursor = (reports ?? queue)?.nextCursor ?? null;
  const isFirst = cursor === undefined;
  return (
    <Page width="full">
      <PageHeader
        title={isReports ? t("reportsTitle") : isAppeals ? t("appealsTitle") : t("title")}
        description={
          isReports
            ? t("reportsDetail")
            : isAppeals
              ? t("appealsDetail")
              : waiting > 0
                ? t("detail", { count: waiting })
                : undefined
        }
        actions={
          <>
            {isReports ? null : (
              <Button asChild>
                <Link href={isAppeals ? "/admin/review" : "/admin/review?view=appeals"}>
                  {isAppeals ? t("toQueue") : t("toAppeals")}
                </Link>
              </Button>
            )}
            <Button asChild>
              <Link href={isReports ? "/admin/review" : "/admin/review?view=reports"}>
                {isReports ? t("toQueue") : t("toReports")}
              </Link>
            </Button>
          </>
        }
      />
      {reports ? (
        <ReportsScreen
          key={cursor}
          items={reports.items}
          isFirst={isFirst}
          canDecide={canDecide}
          decide={decidePublicationAction}
          keep={keepReportedAction}
        />
      ) : null}
      {queue ? (
        <ReviewScreen
          key={`${view} ${cursor}`}
          items={queue.items}
          nextHref={nextCursor && hrefWith(PATH, params, { cursor: nextCursor })}
          isFirst={isFirst}
          isAppeals={isAppeals}
          canDecide={canDecide}
          decide={decidePublicationAction}
        />
      ) : null}
      <CursorLinks path={PATH} params={params} nextCursor={nextCursor} />
    </Page>
  );
}
