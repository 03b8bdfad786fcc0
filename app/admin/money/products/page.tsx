import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Section } from "@/components/admin/kit/section";
import { Entitlements } from "@/components/admin/money/products/entitlements";
import { NewProduct } from "@/components/admin/money/products/new-product";
import { ProductTable } from "@/components/admin/money/products/product-table";
import { Page, PageHeader } from "@/components/shell/page-header";
import { permissionsOf } from "@/lib/accounts/rules";
import { requirePermissionPage } from "@/lib/entry/page";
import { listAllProducts } from "@/lib/orders/admin/list";
import { createMembershipAction, createPackAction, saveProductAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("admin.money.products");
  return { title: t("title") };
}

/** The price lists of memberships and of packs, and what the plans hold. */
export default async function ProductsPage() {
  const ctx = await requirePermissionPage("READ_ADMIN");
  const t = await getTranslations("admin.money.products");
  const canWrite = permissionsOf(ctx.actor).includes("WRITE_ADMIN");
  const items = await listAllProducts({ ctx });
  const lists = [
    { kind: "membership", title: t("memberships"), create: createMembershipAction },
    { kind: "credits", title: t("packs"), create: createPackAction },
  ] as const;
  return (
    <Page width="full">
      <PageHeader title={t("title")} description={t("detail")} />
      {lists.map(({ kind, title, create }) => (
        <Section
          key={kind}
          title={title}
          actions={canWrite ? <NewProduct kind={kind} create={create} /> : null}
        >
          <ProductTable
            label={title}
            items={items.filter((item) => item.kind === kind)}
            save={canWrite ? saveProductAction : null}
          />
        </Section>
      ))}
      <Section title={t("entitlements")} description={t("entitlementsDetail")}>
        <Entitlements />
      </Section>
    </Page>
  );
}
