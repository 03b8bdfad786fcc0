"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Page, PageHeader } from "@/components/shell/page-header";
import { NextPage } from "@/components/shell/state/next-page";
import { ProblemState } from "@/components/shell/state/problem-state";
import { Card, CardHeader } from "@/components/ui/layout/card";
import { balanceQuery, entriesQuery } from "@/lib/credits/client";
import type { BalanceView, LedgerPage } from "@/lib/credits/schema";
import { businessDay } from "@/lib/platform/time";
import { LedgerTable } from "./ledger-table";
import { balanceParts } from "./rules";

export interface CreditsScreenProps {
  first: { balance: BalanceView; page: LedgerPage; atMs: number };
  /** What can be bought here; null where nothing may be shown as for sale. */
  packs?: ReactNode;
  /** What was bought. */
  orders?: ReactNode;
}

export function CreditsScreen({ first, packs, orders }: CreditsScreenProps) {
  const t = useTranslations("ledger");
  const { data: balance } = useQuery({
    ...balanceQuery(),
    initialData: first.balance,
    initialDataUpdatedAt: first.atMs,
    // Credits come back when jobs end, which this page is not told.
    refetchInterval: ({ state }) => (state.data?.reserved ? 5_000 : false),
  });
  return (
    <Page>
      <PageHeader title={t("title")} />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <Balance balance={balance} />
        <Card>
          <CardHeader title={t("sourcesTitle")} className="mb-2" />
          <p className="text-muted">{t("sourcesDetail")}</p>
        </Card>
      </div>
      {packs}
      {orders}
      <Ledger first={first} />
    </Page>
  );
}

function Balance({ balance }: { balance: BalanceView }) {
  const t = useTranslations("ledger");
  const format = useFormatter();
  const parts = balanceParts(balance.byExpiry, businessDay);
  return (
    <Card className="flex flex-col gap-5">
      <div className="flex flex-wrap items-end justify-between gap-x-8 gap-y-3">
        <div>
          <p className="text-muted">{t("available")}</p>
          <p className="tabular font-semibold text-4xl tracking-tight" aria-live="polite">
            {format.number(balance.available)}
          </p>
        </div>
        <div className="sm:text-right">
          <p className="text-muted">{t("held")}</p>
          <p className="tabular text-xl">{format.number(balance.reserved)}</p>
        </div>
      </div>
      {parts.length > 0 ? (
        <div>
          <table className="w-full">
            <caption className="sr-only">{t("parts")}</caption>
            <tbody className="divide-y divide-line border-line border-t">
              {parts.map((part) => (
                <tr key={part.key}>
                  <th scope="row" className="py-2 pr-3 text-left font-normal">
                    {t(`sources.${part.source}`)}
                  </th>
                  <td className="py-2 pr-3 text-muted">
                    {part.expiresAt
                      ? t("expires", { date: format.dateTime(new Date(part.expiresAt), "day") })
                      : t("neverExpires")}
                  </td>
                  <td className="tabular py-2 text-right">{format.number(part.amount)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {parts.length > 1 ? (
            <p className="border-line border-t pt-2 text-muted text-sm">{t("order")}</p>
          ) : null}
        </div>
      ) : (
        <p className="text-muted">{t("nothing")}</p>
      )}
    </Card>
  );
}

function Ledger({ first }: Pick<CreditsScreenProps, "first">) {
  const t = useTranslations("ledger");
  const list = useInfiniteQuery({
    ...entriesQuery(),
    initialData: { pages: [first.page], pageParams: [undefined] },
    initialDataUpdatedAt: first.atMs,
  });
  const entries = list.data.pages.flatMap((page) => page.items);
  return (
    <section aria-labelledby="ledger-title" className="flex flex-col gap-3">
      <h2 id="ledger-title" className="font-semibold text-lg">
        {t("entries")}
      </h2>
      {list.isError && entries.length === 0 ? (
        <ProblemState error={list.error} onRetry={() => void list.refetch()} retrying={list.isRefetching} />
      ) : null}
      {entries.length === 0 && list.isSuccess ? (
        <p className="border-line border-y py-8 text-center text-muted">{t("empty")}</p>
      ) : null}
      {entries.length > 0 ? (
        <>
          <LedgerTable entries={entries} />
          <NextPage list={list} />
        </>
      ) : null}
    </section>
  );
}
