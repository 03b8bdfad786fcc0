import { useTranslations } from "next-intl";
import { ActionDialog } from "@/components/admin/act/action-dialog";
import type { FormAction } from "@/components/shell/forms/answer";
import type { PlatformConfigView } from "@/lib/api-configs/schema";
import { configFields } from "./config-fields";

/** The dialogue's fields make the input, and the server parses it. */
type Write = FormAction<never>;

export interface ConfigWrites {
  test: Write;
  update: Write;
  enable: Write;
  disable: Write;
  replaceKey: Write;
  remove: Write;
}

interface ConfigActionsProps {
  config: PlatformConfigView;
  writes: ConfigWrites;
  /** The list, where the page goes on without a config that was removed. */
  closeHref: string;
}

/** What an admin can do with a config; of one of the environment only test it. */
export function ConfigActions({ config, writes, closeHref }: ConfigActionsProps) {
  const t = useTranslations("admin.vendors");
  const kit = useTranslations("admin.kit");
  const titled = (act: string) => kit("titled", { act, name: config.name });
  const input = { id: config.id };
  const { isEnabled } = config;
  return (
    <div className="flex flex-wrap gap-2">
      <ActionDialog
        {...{ label: t("test"), title: t("test"), says: t("testSays"), confirmLabel: t("test") }}
        {...{ action: writes.test, input, doneText: t("tested") }}
      />
      {config.source === "panel" ? (
        <>
          <ActionDialog
            {...{ label: t("edit"), title: titled(t("edit")), says: t("editSays"), confirmLabel: t("save") }}
            {...{ action: writes.update, input, fields: configFields(t, config), doneText: t("saved") }}
            reason
          />
          <ActionDialog
            label={isEnabled ? t("disable") : t("enable")}
            title={titled(isEnabled ? t("disable") : t("enable"))}
            says={isEnabled ? t("disableSays") : t("enableSays")}
            confirmLabel={isEnabled ? t("disable") : t("enable")}
            tone={isEnabled ? "danger" : "plain"}
            action={isEnabled ? writes.disable : writes.enable}
            {...{ input, doneText: t("saved") }}
            reason
            password={isEnabled}
          />
          <ActionDialog
            {...{ label: t("replaceKey"), title: titled(t("replaceKey")), says: t("replaceSays") }}
            {...{ confirmLabel: t("replaceKey"), action: writes.replaceKey, input, doneText: t("replaced") }}
            fields={[{ name: "apiKey", label: t("newKey"), kind: "secret", required: true, max: 400 }]}
            reason
            password
          />
          <ActionDialog
            {...{
              label: t("remove"),
              title: titled(t("remove")),
              says: t("removeSays"),
              confirmLabel: t("remove"),
            }}
            {...{ action: writes.remove, input, doneText: t("removed") }}
            {...({ tone: "danger", variant: "danger" } as const)}
            goneHref={closeHref}
            reason
            password
          />
        </>
      ) : null}
    </div>
  );
}
