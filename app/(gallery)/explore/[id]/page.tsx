import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { readImage, readLiked, readMore, readNames } from "@/app/(gallery)/explore/[id]/image";
import { pageMetadata } from "@/app/(gallery)/metadata";
import { shortened } from "@/components/explore/cell";
import { ImagePage } from "@/components/explore/image/image-page";
import { sharePath, shareSize } from "@/lib/gallery/pages/addresses";
import { describeImage } from "@/lib/gallery/pages/structured-data";
import { env } from "@/lib/platform/env";

interface ImageProps {
  params: Promise<{ id: string }>;
}

const MAX_TITLE_SIGNS = 60;
const MAX_DESCRIPTION_SIGNS = 160;

export async function generateMetadata({ params }: ImageProps): Promise<Metadata> {
  const image = await readImage((await params).id);
  const t = await getTranslations("explore");
  const { prompt, author, urls } = image;
  const title = shortened(prompt, MAX_TITLE_SIGNS) || t("untitled");
  const description = shortened(
    prompt
      ? t("imageDescription", { name: author.displayName, prompt })
      : t("imageBy", { name: author.displayName }),
    MAX_DESCRIPTION_SIGNS,
  );
  const picture = { url: sharePath(image.id), ...shareSize, type: "image/jpeg", alt: title };
  return pageMetadata({ title, description, path: urls.page, type: "article", picture });
}

export default async function Page({ params }: ImageProps) {
  const image = await readImage((await params).id);
  const [liked, names] = await Promise.all([readLiked(image.id), readNames(image)]);
  const more = await readMore(image, names);
  const base = env().APP_URL;
  return (
    <>
      <script
        type="application/ld+json"
        // biome-ignore lint/security/noDangerouslySetInnerHtml: machines read it as text; it is escaped against ending early.
        dangerouslySetInnerHTML={{ __html: describeImage(image, base) }}
      />
      <ImagePage
        image={image}
        liked={liked}
        names={names}
        address={new URL(image.urls.page, base).href}
        more={more}
      />
    </>
  );
}
