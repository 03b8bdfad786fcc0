import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { PublicImageView } from "@/lib/gallery/schema";
import { exploreHref } from "../address";
import { SectionHeading } from "./section";

/** Names in the reader's language of what an image knows by its ids. */
export interface Names {
  model: string;
  styles: readonly { slug: string; name: string }[];
  /** Drawn by the renderer of the product, which is no AI model. */
  isBuiltIn: boolean;
}

/** The settings that an image was made with; of one that was brought along, its size. */
export function ImageFacts({ image, names }: { image: PublicImageView; names: Names }) {
  const t = useTranslations("viewer");
  const isMadeHere = image.operation !== "upload";
  return (
    <section aria-labelledby="image-settings" className="flex flex-col gap-2">
      <SectionHeading id="image-settings">{t("settings")}</SectionHeading>
      <dl className="flex flex-col divide-y divide-line border-line border-y">
        {isMadeHere ? <Fact label={t("model")}>{names.model}</Fact> : null}
        <Fact label={t("ratio")}>{image.ratio}</Fact>
        <Fact label={t("size")}>
          {image.widthPx} × {image.heightPx}
        </Fact>
        {isMadeHere ? <Fact label={t("quality")}>{t(`qualities.${image.quality}`)}</Fact> : null}
        {names.styles.length > 0 ? (
          <Fact label={t("styles")}>
            <span className="flex flex-wrap justify-end gap-x-3 gap-y-1">
              {names.styles.map(({ slug, name }) => (
                <Link
                  key={slug}
                  href={exploreHref({ sort: "new", tag: slug })}
                  prefetch={false}
                  className="underline decoration-line-strong underline-offset-4 hover:decoration-text"
                >
                  {name}
                </Link>
              ))}
            </span>
          </Fact>
        ) : null}
        {image.seed === null ? null : <Fact label={t("seed")}>{image.seed}</Fact>}
      </dl>
    </section>
  );
}

const Fact = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className="flex min-h-9 items-center justify-between gap-4 py-1.5">
    <dt className="shrink-0 text-muted">{label}</dt>
    <dd className="tabular min-w-0 break-words text-right">{children}</dd>
  </div>
);
