import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { ActionDialog } from "@/components/admin/act/action-dialog";
import { UnknownRecord } from "@/components/admin/find/unknown-record";
import { hrefWith, oneOf, type SearchParams } from "@/components/admin/kit/search-params";
import { newConfigFields } from "@/components/admin/vendors/configs/config-fields";
import { ConfigSheet } from "@/components/admin/vendors/configs/config-sheet";
import { ConfigTable } from "@/components/admin/vendors/configs/config-table";
import { Page, PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/form/button";
import { permissionsOf } from "@/lib/accounts/rules";
import { listPlatformConfigs } from "@/lib/api-configs/admin/configs";
import { listChannels } from "@/lib/channels/admin/channels";
import { listModelNames } from "@/lib/channels/admin/models";
import { requirePermissionPage } from "@/lib/entry/page";
import * as actions from "./actions";

const PATH = "/admin/vendors";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("admin.vendors");
  return { title: t("title") };
}

/** The platform's configs at vendors, and the ways to models behind each. */
export default async function VendorsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await requirePermissionPage("READ_ADMIN");
  const t = await getTranslations("admin.vendors");
  const vendors = await getTranslations("create.vendors");
  const params = await searchParams;
  const open = oneOf(params, "open");
  const canWrite = permissionsOf(ctx.actor).includes("WRITE_ADMIN");
  const configs = await listPlatformConfigs({ ctx });
  const config = configs.find(({ id }) => id === open);
  const channels = config ? await listChannels({ ctx, input: { configId: config.id } }) : [];
  const create = canWrite ? (
    <ActionDialog
      {...{ label: t("create"), title: t("create"), says: t("createSays"), confirmLabel: t("create") }}
      {...{ action: actions.createConfigAction, input: {}, doneText: t("created") }}
      fields={newConfigFields(t, (provider) => vendors(provider))}
      reason
      password
      variant="primary"
    />
  ) : null;
  return (
    <Page width="full">
      <PageHeader
        title={t("title")}
        description={t("detail")}
        actions={
          <>
            <Button asChild>
              <Link href={`${PATH}/models`}>{t("toModels")}</Link>
            </Button>
            {configs.length > 0 ? create : null}
          </>
        }
      />
      <ConfigTable
        configs={configs}
        openId={open}
        hrefOf={(id) => hrefWith(PATH, params, { open: id })}
        create={create}
      />
      {config ? (
        <ConfigSheet
          config={config}
          channels={channels}
          models={listModelNames({ ctx })}
          closeHref={hrefWith(PATH, params, { open: null })}
          writes={
            canWrite
              ? {
                  test: actions.testConfigAction,
                  update: actions.updateConfigAction,
                  enable: actions.enableConfigAction,
                  disable: actions.disableConfigAction,
                  replaceKey: actions.replaceKeyAction,
                  remove: actions.deleteConfigAction,
                  channel: { update: actions.updateChannelAction, reset: actions.resetCircuitAction },
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
