import Link from "next/link";
import { useTranslations } from "next-intl";
import type { CSSProperties } from "react";
import { ThumbHashImage } from "@/components/ui/media/thumb-hash-image";
import type { HomePicture } from "./pictures";

const FIRST_ROW = 4;

/** The share of a row that a picture takes, by its shape; rows are as high as `--row` says, or a little higher. */
const shapeOf = ({ widthPx, heightPx }: HomePicture) => ({ "--aspect": widthPx / heightPx }) as CSSProperties;

/** Images that people made and published, in rows by CSS alone; each leads to its own page. */
export function HomeGallery({ pictures }: { pictures: readonly HomePicture[] }) {
  const t = useTranslations("home");
  const viewer = useTranslations("viewer");
  return (
    <ul aria-label={t("gallery")} className="flex flex-wrap gap-1 [--row:104px] sm:gap-2 sm:[--row:220px]">
      {pictures.map((picture, index) => (
        <li
          key={picture.id}
          style={shapeOf(picture)}
          className="aspect-(--aspect) max-w-[calc(var(--aspect)*var(--row)*2.5)] [flex:calc(var(--aspect)*100)_1_calc(var(--aspect)*var(--row))]"
        >
          <Link
            href={picture.page}
            prefetch={false}
            data-image-id={picture.id}
            aria-label={picture.prompt || viewer("untitled")}
            className="block size-full overflow-hidden focus-visible:-outline-offset-4"
          >
            <ThumbHashImage
              src={picture.thumbnail}
              alt=""
              widthPx={picture.widthPx}
              heightPx={picture.heightPx}
              thumbHash={picture.thumbHash}
              priority={index < FIRST_ROW}
              fallback={viewer("imageFailed")}
            />
          </Link>
        </li>
      ))}
    </ul>
  );
}
