import { useTranslations } from "next-intl";
import { DataTable } from "@/components/admin/kit/data-table";
import { Id } from "@/components/admin/kit/id";
import { Moment } from "@/components/admin/kit/moment";
import { useRequestWords } from "@/components/admin/stats/request-words";
import type { UserDeviceView } from "@/lib/registration/schema";

/** Installed clients. */
export function DeviceTable({ devices }: { devices: readonly UserDeviceView[] }) {
  const t = useTranslations("admin.users");
  const words = useRequestWords();
  return (
    <DataTable
      label={t("listOf", { what: t("devices") })}
      columns={[
        { key: "name", title: t("name") },
        { key: "platform", title: t("platform") },
        { key: "boundAt", title: t("boundAt") },
        { key: "seenAt", title: t("seenAt") },
        { key: "id", title: t("id") },
      ]}
      rows={devices.map((device) => ({
        key: device.id,
        cells: {
          name: device.name,
          platform: words.client(device.platform),
          boundAt: <Moment at={device.boundAt} />,
          seenAt: <Moment at={device.seenAt} />,
          id: <Id value={device.id} />,
        },
      }))}
      empty={{ title: t("noDevices") }}
    />
  );
}
