import type { Metadata } from "next";
import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import { StartScreen } from "@/components/editor/start/start-screen";
import { isPhoneAgent } from "@/components/gallery/phone-agent";
import { parseEditOperation } from "@/lib/edits/rules";
import { requireUserPage } from "@/lib/entry/page";
import { listImages } from "@/lib/images/read";

const FIRST_PAGE = 40;

interface EditStartPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("editor");
  return { title: t("title") };
}

/** Which picture to edit. `?operation=` is kept for the editor. */
export default async function EditStartPage({ searchParams }: EditStartPageProps) {
  const operation = parseEditOperation([(await searchParams).operation].flat()[0]);
  const ctx = await requireUserPage(operation ? `/edit?operation=${operation}` : "/edit");
  const page = await listImages({ ctx, input: { limit: FIRST_PAGE } });
  return (
    <StartScreen
      first={{ page, atMs: ctx.now.getTime() }}
      operation={operation}
      isPhone={isPhoneAgent((await headers()).get("user-agent"))}
    />
  );
}
