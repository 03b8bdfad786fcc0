import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DeviceList } from "@/components/member/device-list";
import { EmptyNote } from "@/components/member/page/empty-note";
import { MemberPage } from "@/components/member/page/member-page";
import { listDevices } from "@/lib/bindings/read";
import { requireMemberPage } from "@/lib/entry/member";
import { unbindDeviceAction } from "../actions";
import { Outside } from "../visit";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("member.devices");
  return { title: t("title") };
}

export default async function DevicesPage() {
  const ctx = await requireMemberPage("/m/devices");
  if (!ctx) return <Outside from="/m/devices" />;
  const [t, { items, limit }] = await Promise.all([getTranslations("member.devices"), listDevices({ ctx })]);
  return (
    <MemberPage title={t("title")}>
      <p className="tabular px-1 text-muted">{t("count", { count: items.length, limit })}</p>
      {items.length > limit ? <p className="px-1 text-warning">{t("over")}</p> : null}
      {items.length > 0 ? (
        <DeviceList
          devices={items}
          unbind={(id) => unbindDeviceAction.bind(null, { id })}
          note={t("note", { limit })}
        />
      ) : (
        <EmptyNote title={t("empty")} detail={t("note", { limit })} />
      )}
    </MemberPage>
  );
}
