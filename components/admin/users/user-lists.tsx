import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Section } from "@/components/admin/kit/section";
import type { UserBelongings } from "@/lib/registration/schema";
import { DeviceTable } from "./device-table";
import { KeyTable } from "./key-table";
import { SessionTable } from "./session-table";

interface UserListsProps {
  belongings: Pick<UserBelongings, "devices" | "sessions" | "keys">;
  /** The way to all of one list. */
  all: (list: "devices" | "sessions" | "keys") => ReactNode;
}

/** By what somebody comes in: browsers, installed clients, and keys for programs; of each the newest. */
export function UserLists({ belongings, all }: UserListsProps) {
  const t = useTranslations("admin.users");
  return (
    <>
      <Section title={t("sessions")} description={t("newestTen")} actions={all("sessions")}>
        <SessionTable sessions={belongings.sessions} />
      </Section>
      <Section title={t("devices")} description={t("newestTen")} actions={all("devices")}>
        <DeviceTable devices={belongings.devices} />
      </Section>
      <Section title={t("keys")} description={t("newestTen")} actions={all("keys")}>
        <KeyTable keys={belongings.keys} />
      </Section>
    </>
  );
}
