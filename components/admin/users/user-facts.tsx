import { useTranslations } from "next-intl";
import { Facts } from "@/components/admin/kit/facts";
import { Id } from "@/components/admin/kit/id";
import { Moment } from "@/components/admin/kit/moment";
import { useBytesText } from "@/components/gallery/text/bytes";
import type { UserProfileView } from "@/lib/registration/schema";
import { UserStatus } from "./user-status";

/** Who somebody is and where they stand. */
export function UserFacts({ profile }: { profile: UserProfileView }) {
  const t = useTranslations("admin.users");
  const bytesText = useBytesText();
  const languages = useTranslations("admin.users.languages");
  const { credits, storage, membership, wechat } = profile;
  const suspension = profile.status === "suspended";
  return (
    <Facts
      items={[
        { label: t("id"), value: <Id value={profile.id} /> },
        { label: t("email"), value: profile.email },
        { label: t("displayName"), value: profile.displayName },
        { label: t("status"), value: <UserStatus status={profile.status} /> },
        ...(suspension
          ? [
              { label: t("suspendedAt"), value: <Moment at={profile.suspendedAt} /> },
              { label: t("message"), value: profile.suspensionMessage },
            ]
          : []),
        ...(profile.deletedAt
          ? [
              { label: t("deletedAt"), value: <Moment at={profile.deletedAt} /> },
              { label: t("clearedAt"), value: <Moment at={profile.clearedAt} /> },
            ]
          : []),
        { label: t("role"), value: t(`roles.${profile.role}`) },
        { label: t("plan"), value: t(`plans.${profile.plan}`) },
        {
          label: t("bought"),
          value:
            membership.terms.length === 0 ? (
              t("nothingBought")
            ) : (
              <ul>
                {membership.terms.map((term) => (
                  <li key={term.orderId} className="flex flex-wrap gap-x-2">
                    {t(`plans.${term.plan}`)} <Moment at={term.startsAt} /> → <Moment at={term.endsAt} />
                    <Id value={term.orderId} href={`/admin/money/orders?open=${term.orderId}`} />
                  </li>
                ))}
              </ul>
            ),
        },
        { label: t("credits"), value: t("creditsOf", credits) },
        {
          label: t("storage"),
          value: t("storageOf", {
            used: bytesText(storage.bytes),
            quota: bytesText(storage.quotaBytes),
            images: storage.images,
          }),
        },
        {
          label: t("wechat"),
          value:
            wechat.length === 0
              ? null
              : wechat.map((identity) => (
                  <span key={identity.id} className="mr-2 inline-flex items-center gap-1">
                    <Id value={identity.openid} />
                    {identity.follows ? t("follows") : t("followsNot")}
                  </span>
                )),
        },
        { label: t("password"), value: profile.hasPassword ? t("hasPassword") : t("noPassword") },
        { label: t("locale"), value: languages(profile.locale === "en" ? "en" : "zh") },
        { label: t("lastSeenAt"), value: <Moment at={profile.lastSeenAt} /> },
        { label: t("createdAt"), value: <Moment at={profile.createdAt} /> },
      ]}
    />
  );
}
