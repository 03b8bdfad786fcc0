import type { Metadata } from "next";
import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import { DownloadsPage } from "@/components/downloads/downloads-page";
import { type Client, platformOf } from "@/components/downloads/rules";
import { isPhoneAgent } from "@/components/gallery/phone-agent";
import { env } from "@/lib/platform/env";
import { memberUrl } from "@/lib/platform/http/member-url";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("downloads");
  return { title: t("title"), description: t("description") };
}

/** The member pages are the client inside WeChat wherever an official account is configured. */
function listClients(): Client[] {
  const set = env();
  const inWechat = set.DOWNLOAD_URL_WECHAT ?? (set.WECHAT_APP_ID ? memberUrl("/") : null);
  return [
    { platform: "windows", url: set.DOWNLOAD_URL_WINDOWS ?? null },
    { platform: "macos", url: set.DOWNLOAD_URL_MACOS ?? null },
    { platform: "android", url: set.DOWNLOAD_URL_ANDROID ?? null },
    { platform: "ios", url: set.DOWNLOAD_URL_IOS ?? null },
    { platform: "wechat", url: inWechat },
  ];
}

export default async function Page() {
  const agent = (await headers()).get("user-agent");
  return (
    <DownloadsPage
      clients={listClients()}
      own={platformOf(agent)}
      isPhone={isPhoneAgent(agent)}
      pageUrl={new URL("/downloads", env().APP_URL).href}
    />
  );
}
