import { useTranslations } from "next-intl";
import { ActionDialog } from "@/components/admin/act/action-dialog";
import type { FormAction } from "@/components/shell/forms/answer";
import type { UserProfileView } from "@/lib/registration/schema";

type PanelAction = FormAction<never>;

interface UserDangerProps {
  profile: UserProfileView;
  suspend: PanelAction;
  restore: PanelAction;
  close: PanelAction;
}

/** What shuts somebody out: for a while, or for good. */
export function UserDanger({ profile, suspend, restore, close }: UserDangerProps) {
  const t = useTranslations("admin.users");
  const { id: userId, username: name, status } = profile;
  const input = { userId };
  return (
    <div className="flex flex-wrap gap-2">
      {status === "suspended" ? (
        <ActionDialog
          {...{ label: t("restore"), title: t("restoreTitle", { name }), says: t("restoreSays"), input }}
          {...{ confirmLabel: t("restore"), doneText: t("restored"), action: restore, reason: true }}
        />
      ) : null}
      <ActionDialog
        {...{ title: t("suspendTitle", { name }), says: t("suspendSays"), input }}
        label={status === "suspended" ? t("suspendAgain") : t("suspend")}
        {...({
          confirmLabel: t("suspend"),
          doneText: t("suspended"),
          action: suspend,
          variant: "danger",
        } as const)}
        {...({ tone: "danger", reason: true, password: true } as const)}
        fields={[
          {
            ...{ name: "message", label: t("message"), kind: "textarea", hint: t("messageHint"), max: 500 },
            value: profile.suspensionMessage ?? "",
          },
        ]}
      />
      <ActionDialog
        {...{ label: t("close"), title: t("closeTitle", { name }), says: t("closeSays"), input }}
        {...({ confirmLabel: t("close"), doneText: t("closed"), action: close, variant: "danger" } as const)}
        {...({ tone: "danger", reason: true, password: true } as const)}
        fields={[
          {
            ...{ name: "confirm", label: t("confirmName"), kind: "text", required: true, max: 60 },
            hint: t("confirmNameHint", { name }),
          },
        ]}
      />
    </div>
  );
}
