import { useTranslations } from "next-intl";
import { ActionDialog } from "@/components/admin/act/action-dialog";
import type { FormAction } from "@/components/shell/forms/answer";
import { userPlans, userRoles } from "@/lib/accounts/schema";
import type { UserProfileView } from "@/lib/registration/schema";

type PanelAction = FormAction<never>;

interface UserActionsProps {
  profile: UserProfileView;
  /** Whether the person is the admin who looks: nobody does these things to themselves here. */
  isSelf: boolean;
  /** Made with the page, so that pressing twice counts once. */
  idempotencyKey: string;
  give: PanelAction;
  take: PanelAction;
  changePlan: PanelAction;
  changeRole: PanelAction;
  signOut: PanelAction;
  viewAs: PanelAction;
}

/** Credits, plan, role and sessions of somebody. */
export function UserActions({ profile, isSelf, idempotencyKey, ...actions }: UserActionsProps) {
  const t = useTranslations("admin.users");
  const { id: userId, username: name } = profile;
  const amount = { name: "amount", label: t("amount"), kind: "number", required: true, min: 1 } as const;
  return (
    <>
      <ActionDialog
        {...{ label: t("viewAs"), title: t("viewAsTitle", { name }), says: t("viewAsSays") }}
        {...{
          confirmLabel: t("viewAs"),
          doneText: t("viewAs"),
          doneHref: "/library",
          action: actions.viewAs,
        }}
        {...{ reason: true, password: true, input: { userId } }}
        disabled={isSelf || profile.status !== "active"}
      />
      <ActionDialog
        {...{ label: t("give"), title: t("giveTitle", { name }), says: t("giveSays") }}
        {...{ confirmLabel: t("give"), doneText: t("given"), action: actions.give }}
        {...{ reason: true, password: true }}
        input={{ userId, idempotencyKey: `${idempotencyKey}-give` }}
        fields={[{ ...amount, max: 100_000_000 }]}
      />
      <ActionDialog
        {...{ label: t("take"), title: t("takeTitle", { name }) }}
        says={t("takeSays", { available: profile.credits.available })}
        {...{ confirmLabel: t("take"), doneText: t("taken"), action: actions.take, reason: true }}
        {...({ tone: "danger", password: true } as const)}
        input={{ userId, idempotencyKey: `${idempotencyKey}-take` }}
        fields={[{ ...amount, max: Math.max(1, profile.credits.available) }]}
        disabled={profile.credits.available === 0}
      />
      <ActionDialog
        {...{ label: t("changePlan"), title: t("changePlanTitle", { name }) }}
        says={t("changePlanSays", { bought: t(`plans.${profile.membership.plan}`) })}
        {...{ confirmLabel: t("changePlan"), doneText: t("planChanged"), action: actions.changePlan }}
        {...{ reason: true, password: true, input: { userId } }}
        fields={[
          {
            ...{ name: "plan", label: t("plan"), kind: "select", value: profile.plan, required: true },
            options: userPlans.map((value) => ({ value, label: t(`plans.${value}`) })),
          },
        ]}
      />
      <ActionDialog
        {...{ label: t("changeRole"), title: t("changeRoleTitle", { name }), says: t("changeRoleSays") }}
        {...{ confirmLabel: t("changeRole"), doneText: t("roleChanged"), action: actions.changeRole }}
        {...{ reason: true, password: true, input: { userId }, disabled: isSelf }}
        fields={[
          {
            ...{ name: "role", label: t("role"), kind: "select", value: profile.role, required: true },
            options: userRoles.map((value) => ({ value, label: t(`roles.${value}`) })),
          },
        ]}
      />
      <ActionDialog
        {...{ label: t("signOut"), title: t("signOutTitle", { name }), says: t("signOutSays") }}
        {...{ confirmLabel: t("signOut"), doneText: t("signedOut"), action: actions.signOut }}
        {...{ reason: true, password: true, input: { userId }, disabled: isSelf }}
      />
    </>
  );
}
