import { headers } from "next/headers";
import { type Shop, shopModeOf } from "@/components/checkout/rules";
import { isPhoneAgent } from "@/components/gallery/phone-agent";
import { findUserContext, pageContext } from "@/lib/entry/page";
import { isShopOpenTo } from "@/lib/orders/read";
import { env } from "@/lib/platform/env";

/** How the browser of this request buys on a page; null where nothing may be shown as for sale. */
export async function readShop(here: Shop["here"], paymentsOpen: boolean): Promise<Shop | null> {
  const userAgent = (await headers()).get("user-agent") ?? "";
  if (!(await isShopOpenTo(await pageContext(), userAgent))) return null;
  return {
    mode: shopModeOf({ userAgent, isPhone: isPhoneAgent(userAgent), paymentsOpen }),
    isSignedIn: (await findUserContext()) !== null,
    here,
    phoneUrl: env().SIMULATED_PHONE_URL ?? null,
  };
}
