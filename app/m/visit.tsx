import { headers } from "next/headers";
import { OpenInWechat } from "@/components/member/page/open-in-wechat";
import { insideWechat } from "@/lib/entry/member";
import { pageContext } from "@/lib/entry/page";
import { isShopOpenTo } from "@/lib/orders/read";
import type { ProductView } from "@/lib/orders/schema";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { memberUrl } from "@/lib/platform/http/member-url";

export type Search = Promise<Record<string, string | string[] | undefined>>;

/** One value of a query parameter; of several the first. */
export const single = (value: string | string[] | undefined): string | undefined => [value].flat()[0];

/** What this browser may do here. */
export async function visitor(): Promise<{ isInWechat: boolean; isShopOpen: boolean }> {
  const userAgent = (await headers()).get("user-agent") ?? "";
  return {
    isInWechat: insideWechat(userAgent),
    isShopOpen: await isShopOpenTo(await pageContext(), userAgent),
  };
}

/** An address of the product on the web, which may have another host than the member pages. */
export const webUrl = (path: string): string => new URL(path, env().APP_URL).href;

/** Where a product is bought: here inside WeChat, on the web elsewhere. Always a full page load. */
export function buyHref(product: Pick<ProductView, "sku" | "kind">, isInWechat: boolean): string {
  if (isInWechat) return `/m/checkout?sku=${encodeURIComponent(product.sku)}`;
  return webUrl(product.kind === "membership" ? "/pricing" : "/credits");
}

/** For a visitor outside WeChat who is signed in nowhere; `from` is the page's own path. */
export function Outside({ from }: { from: string }) {
  return <OpenInWechat address={memberUrl(from.replace(/^\/m/, "") || "/")} webUrl={webUrl("/sign-in")} />;
}

/** Null for what is not there, is not this person's, or was asked for by an address that cannot be read. */
export const orNull = <T,>(found: Promise<T>): Promise<T | null> =>
  found.catch((error: unknown) => {
    if (error instanceof AppError && (error.status === 404 || error.code === "invalid_input")) return null;
    throw error;
  });
