import Link from "next/link";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/form/button";
import type { ImageView } from "@/lib/images/schema";
import { HomeGallery } from "./home-gallery";

interface HomePageProps {
  images: readonly ImageView[];
  signedIn: boolean;
  isPhone: boolean;
}

/** One sentence, one button, images, and how it works. */
export function HomePage({ images, signedIn, isPhone }: HomePageProps) {
  const t = useTranslations("home");
  const shell = useTranslations("shell");
  return (
    <div className="mx-auto flex w-full max-w-7xl flex-1 flex-col gap-12 px-safe pt-12 sm:gap-16 sm:pt-20">
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
      {images.length > 0 ? (
        <section aria-label={t("gallery")} className="flex flex-col gap-3">
          <HomeGallery images={images} isPhone={isPhone} />
          <p className="text-muted text-sm">{t("galleryNote")}</p>
        </section>
      ) : null}
      <HowItWorks />
    </div>
  );
}

const steps = ["price", "progress", "receipt", "label"] as const;

function HowItWorks() {
  const t = useTranslations("home");
  return (
    <section aria-labelledby="how-it-works" className="flex flex-col gap-6">
      <h2 id="how-it-works" className="font-semibold text-xl tracking-tight">
        {t("how")}
      </h2>
      <ol className="grid gap-x-8 gap-y-6 border-line border-t pt-6 sm:grid-cols-2 lg:grid-cols-4">
        {steps.map((step, place) => (
          <li key={step} className="flex flex-col gap-1.5">
            <span className="tabular text-muted text-sm" aria-hidden>
              {place + 1}
            </span>
            <h3 className="font-medium text-lg">{t(`steps.${step}.title`)}</h3>
            <p className="text-muted">{t(`steps.${step}.detail`)}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
