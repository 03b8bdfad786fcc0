import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Section } from "@/components/admin/kit/section";
import { UserActions } from "@/components/admin/users/user-actions";
import { UserDanger } from "@/components/admin/users/user-danger";
import { UserFacts } from "@/components/admin/users/user-facts";
import { Page, PageHeader } from "@/components/shell/page-header";
import { permissionsOf } from "@/lib/accounts/rules";
import { requirePermissionPage } from "@/lib/entry/page";
import { newId } from "@/lib/platform/ids";
import { getUserProfile } from "@/lib/registration/admin/profile";
import { viewAsAction } from "../../../view-as/actions";
import {
  changePlanAction,
  changeRoleAction,
  closeUserAction,
  giveCreditsAction,
  restoreUserAction,
  signOutUserAction,
  suspendUserAction,
  takeCreditsAction,
} from "../../actions";
import { personOf } from "../person-of";
import { Belongings } from "./belongings";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("admin.users");
  return { title: t("one") };
}

/** Everything about one person, and what may be done about it. */
export default async function UserPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requirePermissionPage("READ_ADMIN");
  const t = await getTranslations("admin.users");
  const { userId } = await personOf((await params).id);
  const profile = await getUserProfile({ ctx, input: { userId } });
  const canWrite = permissionsOf(ctx.actor).includes("WRITE_ADMIN") && profile.status !== "deleted";
  const isSelf = profile.id === ctx.actor.userId;
  return (
    <Page width="full">
      <PageHeader
        title={profile.username}
        description={t("figures", {
          generations: counted(profile.generations),
          orders: counted(profile.orders),
        })}
        actions={
          canWrite ? (
            <UserActions
              {...{ profile, isSelf, idempotencyKey: newId("request") }}
              {...{ give: giveCreditsAction, take: takeCreditsAction, signOut: signOutUserAction }}
              {...{ changePlan: changePlanAction, changeRole: changeRoleAction, viewAs: viewAsAction }}
            />
          ) : null
        }
      />
      <Section title={t("facts")}>
        <UserFacts profile={profile} />
      </Section>
      {canWrite && !isSelf ? (
        <Section title={t("danger")} description={t("dangerDetail")}>
          <UserDanger
            {...{ profile, suspend: suspendUserAction, restore: restoreUserAction, close: closeUserAction }}
          />
        </Section>
      ) : null}
      <Belongings ctx={ctx} userId={profile.id} />
    </Page>
  );
}

const counted = ({ count, more }: { count: number; more: boolean }): string => `${count}${more ? "+" : ""}`;
