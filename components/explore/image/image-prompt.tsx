import { useTranslations } from "next-intl";
import { buttonVariants } from "@/components/ui/form/button";
import type { PublicImageView } from "@/lib/gallery/schema";
import { CopyText } from "../actions/copy-text";
import { SectionHeading } from "./section";

/** The words that the image was made from; nothing where there are none. */
export function ImagePrompt({ image }: { image: PublicImageView }) {
  const t = useTranslations("viewer");
  if (!image.prompt) return null;
  return (
    <section aria-labelledby="image-prompt" className="flex flex-col gap-2">
      <div className="flex items-center justify-between gap-2">
        <SectionHeading id="image-prompt">{t("prompt")}</SectionHeading>
        <CopyText
          text={image.prompt}
          label={t("copyPrompt")}
          className={`${buttonVariants({ variant: "ghost", size: "sm" })} -my-1`}
        />
      </div>
      <p className="whitespace-pre-wrap break-words">{image.prompt}</p>
      {image.negativePrompt ? (
        <p className="break-words text-muted">
          {t("negativePrompt")} {image.negativePrompt}
        </p>
      ) : null}
    </section>
  );
}
