import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { MemberHome } from "@/components/member/home/member-home";
import { getAccount } from "@/lib/accounts/read";
import { listDevices } from "@/lib/bindings/read";
import { getBalance } from "@/lib/credits/read";
import { requireMemberPage } from "@/lib/entry/member";
import { getMembership } from "@/lib/membership/read";
import { Outside, visitor } from "./visit";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("member.home");
  return { title: t("title") };
}

export default async function HomePage() {
  const ctx = await requireMemberPage("/m");
  if (!ctx) return <Outside from="/m" />;
  const [account, membership, balance, devices, { isShopOpen }] = await Promise.all([
    getAccount({ ctx }),
    getMembership({ ctx }),
    getBalance({ ctx }),
    listDevices({ ctx }),
    visitor(),
  ]);
  return (
    <MemberHome
      name={account.displayName || account.username}
      membership={membership}
      balance={balance}
      devices={devices}
      isShopOpen={isShopOpen}
      now={ctx.now}
    />
  );
}
