import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SubscribeButton } from "@/components/member/notices/subscribe-button";
import { Cell, Cells } from "@/components/member/page/cells";
import { EmptyNote } from "@/components/member/page/empty-note";
import { MemberPage } from "@/components/member/page/member-page";
import { requireMemberPage } from "@/lib/entry/member";
import { listWechatConsents } from "@/lib/notifications/read";
import { signPageAction } from "../actions";
import { Outside, visitor } from "../visit";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("member.notices");
  return { title: t("title") };
}

/** So many templates WeChat asks for at once. */
const AT_ONCE = 3;

export default async function NoticesPage() {
  const ctx = await requireMemberPage("/m/notices");
  if (!ctx) return <Outside from="/m/notices" />;
  const [t, items, { isInWechat }] = await Promise.all([
    getTranslations("member.notices"),
    listWechatConsents({ ctx }),
    visitor(),
  ]);
  const scarcest = items.toSorted((a, b) => a.left - b.left).slice(0, AT_ONCE);
  const texts = {
    ...{ ask: t("ask"), preparing: t("preparing"), unavailable: t("unavailable") },
    ...{ accepted: t("accepted"), refused: t("refused"), failed: t("failed") },
  };
  return (
    <MemberPage title={t("title")}>
      {items.length === 0 ? (
        <EmptyNote title={t("empty")} detail={t("emptyDetail")} />
      ) : (
        <>
          <Cells note={t("note")}>
            {items.map(({ group, left }) => (
              <Cell key={group} label={t(`groups.${group}`)} value={t("left", { count: left })} />
            ))}
          </Cells>
          {isInWechat ? (
            <SubscribeButton
              templates={scarcest.map(({ templateId }) => templateId)}
              sign={signPageAction}
              texts={texts}
            />
          ) : (
            <p className="px-1 text-muted">{t("onlyInWechat")}</p>
          )}
        </>
      )}
    </MemberPage>
  );
}
