import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { after } from "next/server";
import { getTranslations } from "next-intl/server";
import { isPhoneAgent } from "@/components/gallery/phone-agent";
import { PasswordForm } from "@/components/shared/password-form";
import { SharedScreen } from "@/components/shared/shared-screen";
import { countVisit, pageContext } from "@/lib/entry/page";
import { shareProofOf } from "@/lib/entry/session/share-cookie";
import { AppError } from "@/lib/platform/errors";
import { countShareView } from "@/lib/shares/count-view";
import { openShare } from "@/lib/shares/read";
import { openShareInput } from "@/lib/shares/schema";

interface SharedPageProps {
  params: Promise<{ token: string }>;
}

const ROBOT = /bot|crawl|spider|slurp|preview|facebookexternalhit|headless/i;

/** The same for every link, open or not: nothing of what it shows goes into a title, an index or another site's logs. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("shared");
  return {
    title: t("pageTitle"),
    robots: { index: false, follow: false, nocache: true },
    referrer: "no-referrer",
  };
}

export default async function SharedPage({ params }: SharedPageProps) {
  const parsed = openShareInput.safeParse({ token: (await params).token });
  if (!parsed.success) notFound();
  await countVisit("publicRead");
  const ctx = await pageContext();
  const asked = await headers();
  const share = await openShare({ ctx, input: parsed.data, proof: shareProofOf(new Headers(asked)) }).catch(
    (error: unknown) => {
      if (error instanceof AppError && error.status === 404) notFound();
      throw error;
    },
  );
  const { token } = parsed.data;
  if ("ok" in share) return <PasswordForm token={token} />;
  const agent = asked.get("user-agent");
  if (!ROBOT.test(agent ?? "")) after(() => countShareView({ ctx, input: { token } }));
  return <SharedScreen token={token} share={share} isPhone={isPhoneAgent(agent)} />;
}
