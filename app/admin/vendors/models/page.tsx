import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { UnknownRecord } from "@/components/admin/find/unknown-record";
import { filtersOf, hrefWith, oneOf, type SearchParams } from "@/components/admin/kit/search-params";
import { MarginTable } from "@/components/admin/vendors/models/margin-table";
import { ModelSheet } from "@/components/admin/vendors/models/model-sheet";
import { ModelTable } from "@/components/admin/vendors/models/model-table";
import { Page, PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/form/button";
import { permissionsOf } from "@/lib/accounts/rules";
import { listChannels } from "@/lib/channels/admin/channels";
import { listModelTerms } from "@/lib/channels/admin/models";
import { requirePermissionPage } from "@/lib/entry/page";
import { listMargins } from "@/lib/stats/margins/read";
import { listMarginsInput } from "@/lib/stats/schema";
import { resetCircuitAction, updateChannelAction } from "../actions";
import { updateModelTermsAction } from "./actions";

const PATH = "/admin/vendors/models";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("admin.vendors.models");
  return { title: t("title") };
}

/** The catalogue with the operator's prices, and what each model brought and took. */
export default async function ModelsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await requirePermissionPage("READ_ADMIN");
  const t = await getTranslations("admin.vendors.models");
  const params = await searchParams;
  const open = oneOf(params, "open");
  const { range } = filtersOf(listMarginsInput.shape, params, ["range"]);
  const [models, margins] = await Promise.all([
    listModelTerms({ ctx }),
    listMargins({ ctx, input: { range } }),
  ]);
  const hrefOf = (id: string) => hrefWith(PATH, params, { open: id });
  const model = models.find(({ id }) => id === open);
  const channels = model ? await listChannels({ ctx, input: { model: model.id } }) : [];
  return (
    <Page width="full">
      <PageHeader
        title={t("title")}
        actions={
          <Button asChild>
            <Link href="/admin/vendors">{t("toConfigs")}</Link>
          </Button>
        }
      />
      <MarginTable
        {...{ margins, models, hrefOf, openId: open }}
        rangeHrefOf={(one) => hrefWith(PATH, params, { range: one })}
      />
      <ModelTable {...{ models, hrefOf, openId: open }} />
      {model ? (
        <ModelSheet
          model={model}
          margins={margins}
          channels={channels}
          closeHref={hrefWith(PATH, params, { open: null })}
          writes={
            permissionsOf(ctx.actor).includes("WRITE_ADMIN")
              ? {
                  terms: updateModelTermsAction,
                  channel: { update: updateChannelAction, reset: resetCircuitAction },
                }
              : null
          }
        />
      ) : open ? (
        <UnknownRecord id={open} closeHref={hrefWith(PATH, params, { open: null })} />
      ) : null}
    </Page>
  );
}
