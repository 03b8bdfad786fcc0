import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Page } from "@/components/shell/page-header";
import { PlainImage } from "@/components/ui/media/plain-image";
import { thumbHashColour } from "@/components/ui/media/thumb-hash";
import type { PublicImageView } from "@/lib/gallery/schema";
import type { Cell } from "../cell";
import { ImageActions } from "./image-actions";
import { ImageAuthor } from "./image-author";
import { ImageFacts, type Names } from "./image-facts";
import { ImagePrompt } from "./image-prompt";
import { MoreRow } from "./more-row";
import { Provenance } from "./provenance";

interface ImagePageProps {
  image: PublicImageView;
  /** Whether the asker likes it; null for a visitor. */
  liked: boolean | null;
  names: Names;
  /** Where the page stands for everybody, to be copied and shared. */
  address: string;
  more: { cells: readonly Cell[]; href: string; style: string | null };
}

/** One public image: large, with everything that is known of it and everything that can be done with it. */
export function ImagePage({ image, liked, names, address, more }: ImagePageProps) {
  const t = useTranslations("explore");
  return (
    <Page width="full" className="gap-8 py-4 sm:py-6">
      <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_24rem] lg:gap-8">
        <div className="flex min-w-0 flex-col gap-3">
          <Link
            href="/explore"
            prefetch={false}
            className="inline-flex h-9 items-center gap-1.5 self-start rounded-md text-muted hover:text-text"
          >
            <ArrowLeft strokeWidth={1.5} className="size-4" aria-hidden />
            {t("title")}
          </Link>
          <Picture image={image} alt={image.prompt || t("untitled")} />
        </div>
        <div className="flex min-w-0 flex-col gap-6 lg:pt-12">
          <ImageAuthor image={image} />
          <ImageActions image={image} liked={liked} address={address} />
          <ImagePrompt image={image} />
          <ImageFacts image={image} names={names} />
          <Provenance image={image} isBuiltIn={names.isBuiltIn} />
        </div>
      </div>
      <MoreRow {...more} />
    </Page>
  );
}

/** Over its thumbnail, which the grid has loaded already; its place is taken from the first paint on. */
function Picture({ image, alt }: { image: PublicImageView; alt: string }) {
  const { widthPx, heightPx, urls } = image;
  return (
    <div className="flex items-start justify-center">
      <div
        className="overflow-hidden rounded-md bg-center bg-cover"
        style={{
          aspectRatio: `${widthPx} / ${heightPx}`,
          width: `min(100%, ${widthPx}px, calc((100dvh - 9rem) * ${widthPx / heightPx}))`,
          minWidth: `min(100%, 16rem)`,
          backgroundColor: thumbHashColour(image.thumbHash),
          backgroundImage: `url("${urls.thumbnail}")`,
        }}
      >
        <PlainImage
          src={urls.display}
          alt={alt}
          width={widthPx}
          height={heightPx}
          fetchPriority="high"
          className="size-full object-cover"
        />
      </div>
    </div>
  );
}
