import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Logo } from "@/components/shell/logo";
import { EmptyState } from "@/components/ui/feedback/empty-state";
import { Button } from "@/components/ui/form/button";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("errors");
  return { title: t("notFoundTitle") };
}

export default async function NotFound() {
  const t = await getTranslations();
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex h-14 items-center px-safe">
        <Link href="/" className="inline-flex rounded-md">
          <Logo name={t("common.name")} />
        </Link>
      </header>
      <main className="flex flex-1 flex-col justify-center">
        <EmptyState
          level="h1"
          title={t("errors.notFoundTitle")}
          description={t("errors.notFoundDetail")}
          action={
            <Button asChild>
              <Link href="/">{t("errors.backHome")}</Link>
            </Button>
          }
        />
      </main>
    </div>
  );
}
