"use client";

import { useTranslations } from "next-intl";
import { ImageCell } from "@/components/gallery/image-cell";
import { useOpenImage } from "@/components/gallery/open-image";
import { useRowHeight } from "@/components/gallery/row-height";
import { ImageViewer } from "@/components/gallery/viewer";
import { JustifiedGrid } from "@/components/ui/layout/justified-grid";
import type { ImageView } from "@/lib/images/schema";

interface HomeGalleryProps {
  images: readonly ImageView[];
  isPhone: boolean;
}

/** Images that people made public; anybody may look at them closely. */
export function HomeGallery({ images, isPhone }: HomeGalleryProps) {
  const t = useTranslations("home");
  const rowHeightPx = useRowHeight(isPhone);
  const viewer = useOpenImage(images);
  return (
    <>
      <JustifiedGrid
        items={images}
        keyOf={(image) => image.id}
        aspectOf={(image) => image.widthPx / image.heightPx}
        label={t("gallery")}
        targetRowHeightPx={rowHeightPx}
        gapPx={rowHeightPx < 200 ? 4 : 8}
        renderItem={(image, index) => (
          <ImageCell image={image} priority={index < 4} onClick={() => viewer.open(index)} />
        )}
      />
      {viewer.index === null ? null : (
        <ImageViewer
          images={images}
          index={viewer.index}
          onIndexChange={viewer.move}
          onClose={viewer.close}
          access="visitor"
        />
      )}
    </>
  );
}
