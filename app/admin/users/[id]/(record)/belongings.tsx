import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { GenerationTable } from "@/components/admin/generations/generation-table";
import { Section } from "@/components/admin/kit/section";
import { EntryList } from "@/components/admin/money/ledger/entry-list";
import { OrderTable } from "@/components/admin/money/orders/order-table";
import { AuditTable } from "@/components/admin/system/audit/audit-table";
import { UserImages } from "@/components/admin/users/user-images";
import { UserLists } from "@/components/admin/users/user-lists";
import { listModelNames } from "@/lib/channels/admin/models";
import { listAllEntries } from "@/lib/credits/admin/ledger";
import { listAllGenerations } from "@/lib/generations/admin/list";
import { listAllOrders } from "@/lib/orders/admin/list";
import type { Ctx } from "@/lib/platform/context";
import { listBelongings } from "@/lib/registration/admin/belongings";
import { listAuditLines } from "@/lib/stats/audit/read";

const NEWEST = 10;

/** The newest of what somebody has and of what was done to them, with the way to all of it. */
export async function Belongings({ ctx, userId }: { ctx: Ctx; userId: string }) {
  const t = await getTranslations("admin.users");
  const [jobs, entries, orders, belongings, audit] = await Promise.all([
    listAllGenerations({ ctx, input: { userId, limit: NEWEST } }),
    listAllEntries({ ctx, input: { userId, limit: NEWEST } }),
    listAllOrders({ ctx, input: { user: userId, limit: NEWEST } }),
    listBelongings({ ctx, input: { userId } }),
    listAuditLines({ ctx, input: { subject: userId, limit: NEWEST } }),
  ]);
  const more = (href: string, what: string) => (
    <Link href={href} className="text-sm underline underline-offset-4 hover:text-muted">
      {t("allOf", { what })}
    </Link>
  );
  return (
    <>
      <Section
        title={t("generations")}
        description={t("newestTen")}
        actions={more(`/admin/generations?userId=${userId}`, t("generations"))}
      >
        <GenerationTable
          items={jobs.items}
          models={listModelNames({ ctx })}
          withoutUser
          empty={{ title: t("noGenerations") }}
        />
      </Section>
      <Section
        title={t("images")}
        description={t("imagesDetail")}
        actions={more(`/admin/users/${userId}/images`, t("images"))}
      >
        <UserImages images={belongings.images} />
      </Section>
      <Section
        title={t("ledger")}
        description={t("newestTen")}
        actions={more(`/admin/money/ledger?user=${userId}`, t("ledger"))}
      >
        <EntryList entries={entries.items} />
      </Section>
      <Section
        title={t("orders")}
        description={t("newestTen")}
        actions={more(`/admin/money/orders?user=${userId}`, t("orders"))}
      >
        <OrderTable
          items={orders.items}
          openId={undefined}
          hrefOf={(id) => `/admin/money/orders?open=${id}`}
          empty={{ title: t("noOrders") }}
        />
      </Section>
      <UserLists belongings={belongings} all={(list) => more(`/admin/users/${userId}/${list}`, t(list))} />
      <Section
        title={t("audit")}
        description={t("auditDetail")}
        actions={more(`/admin/system/audit?subject=${userId}`, t("audit"))}
      >
        <AuditTable
          isOfRecord
          items={audit.items}
          openId={undefined}
          hrefOf={(id) => `/admin/system/audit?subject=${userId}&open=${id}`}
        />
      </Section>
    </>
  );
}
