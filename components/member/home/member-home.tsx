import { useTranslations } from "next-intl";
import type { DeviceList } from "@/lib/bindings/schema";
import type { BalanceView } from "@/lib/credits/schema";
import type { MembershipView } from "@/lib/membership/schema";
import { Cell, Cells } from "../page/cells";
import { buttonLooks } from "../page/looks";
import { MemberPage } from "../page/member-page";
import { CreditsCard } from "./credits-card";
import { MembershipCard } from "./membership-card";

interface MemberHomeProps {
  name: string;
  membership: MembershipView;
  balance: BalanceView;
  devices: Pick<DeviceList, "items" | "limit">;
  /** False where nothing may be offered for sale. */
  isShopOpen: boolean;
  now: Date;
}

export function MemberHome({ name, membership, balance, devices, isShopOpen, now }: MemberHomeProps) {
  const t = useTranslations("member.home");
  const help = useTranslations("member.help");
  const hasTerm = membership.state !== "none";
  return (
    <MemberPage
      hasWayHome={false}
      bar={
        isShopOpen ? (
          <a href="/m/plans" className={buttonLooks.primary}>
            {hasTerm ? t("renew") : t("open")}
          </a>
        ) : null
      }
    >
      <MembershipCard name={name} membership={membership} now={now} />
      <CreditsCard balance={balance} />
      {isShopOpen ? (
        <Cells>
          <Cell href="/m/plans" label={t("plans")} />
          <Cell href="/m/packs" label={t("packs")} />
        </Cells>
      ) : null}
      <Cells>
        <Cell href="/m/orders" label={t("orders")} />
        <Cell href="/m/ledger" label={t("ledger")} />
        <Cell
          href="/m/devices"
          label={t("devices")}
          value={t("deviceCount", { count: devices.items.length, limit: devices.limit })}
        />
        <Cell href="/m/notices" label={t("notices")} />
        <Cell href="/m/help" label={help("title")} />
      </Cells>
    </MemberPage>
  );
}
