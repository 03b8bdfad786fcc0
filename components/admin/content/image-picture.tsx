import { useTranslations } from "next-intl";
import { PlainImage } from "@/components/ui/media/plain-image";
import type { ImageRecordView } from "@/lib/gallery/schema";

type Shown = Pick<ImageRecordView, "id" | "prompt" | "isShown" | "widthPx" | "heightPx">;

/** The picture that a decision is about, larger by its link; of a private one why it cannot be seen. */
export function ImagePicture({ image }: { image: Shown }) {
  const t = useTranslations("admin.content.image");
  if (!image.isShown)
    return <p className="rounded-md border border-line bg-subtle p-4 text-muted text-sm">{t("unseen")}</p>;
  return (
    <a
      href={`/media/${image.id}/display`}
      target="_blank"
      rel="noreferrer"
      className="flex w-fit max-w-full flex-col gap-2 rounded-md text-sm"
    >
      <PlainImage
        src={`/media/${image.id}/thumbnail`}
        alt={image.prompt || t("noPrompt")}
        width={image.widthPx}
        height={image.heightPx}
        className="max-h-96 w-auto max-w-full rounded-md bg-subtle object-contain"
      />
      <span className="underline underline-offset-4 hover:text-muted">{t("fullSize")}</span>
    </a>
  );
}
