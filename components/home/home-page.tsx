import Link from "next/link";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/form/button";
import { HomeGallery } from "./home-gallery";
import { HowItWorks } from "./how-it-works";
import type { HomePicture } from "./pictures";
import { WhatItDoes } from "./what-it-does";

interface HomePageProps {
  pictures: readonly HomePicture[];
  signedIn: boolean;
}

const quietLink = "underline decoration-line-strong underline-offset-4 hover:decoration-text";

/** One sentence, one button, images; then plainly what it does and how it works. */
export function HomePage({ pictures, signedIn }: HomePageProps) {
  const t = useTranslations("home");
  const shell = useTranslations("shell");
  return (
    <div className="mx-auto flex w-full max-w-7xl flex-1 flex-col gap-14 px-safe pt-12 sm:gap-20 sm:pt-20">
      <header className="flex max-w-3xl flex-col items-start gap-6">
        <h1 className="font-semibold text-2xl tracking-tight sm:text-4xl">
          <span className="inline-block">{t("sentence.what")}</span>{" "}
          <span className="inline-block">{t("sentence.how")}</span>
        </h1>
        <div className="flex flex-wrap items-center gap-3">
          <Button asChild variant="primary" size="lg">
            <Link href={signedIn ? "/create" : "/sign-up"}>{t("start")}</Link>
          </Button>
          <Button asChild variant="ghost" size="lg">
            <Link href="/pricing">{shell("pricing")}</Link>
          </Button>
        </div>
      </header>
      {pictures.length > 0 ? (
        <section aria-label={t("gallery")} className="-mt-2 flex flex-col gap-3 sm:-mt-6">
          <HomeGallery pictures={pictures} />
          <p className="flex flex-wrap justify-between gap-x-6 gap-y-1 text-muted text-sm">
            {t("galleryNote")}
            <Link href="/explore" className={`${quietLink} text-text`}>
              {t("explore")}
            </Link>
          </p>
        </section>
      ) : null}
      <WhatItDoes />
      <HowItWorks />
    </div>
  );
}
