import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { Facts } from "@/components/admin/kit/facts";
import { Id } from "@/components/admin/kit/id";
import { Moment } from "@/components/admin/kit/moment";
import { ModelText } from "@/components/admin/words/model-text";
import { PersonLink } from "@/components/admin/words/person-link";
import { useStyleName } from "@/components/admin/words/use-style-name";
import { useVendorName } from "@/components/admin/words/use-vendor-name";
import { useBytesText } from "@/components/gallery/text/bytes";
import type { ModelNameView } from "@/lib/channels/schema";
import type { ImageRecordView } from "@/lib/gallery/schema";
import type { AdminStyleTagView } from "@/lib/styles/schema";

interface ImageFactsProps {
  image: ImageRecordView;
  models: readonly ModelNameView[];
  styles: readonly AdminStyleTagView[];
}

/** What is known about one image. */
export function ImageFacts({ image, models, styles }: ImageFactsProps) {
  const t = useTranslations("admin.content.image");
  const format = useFormatter();
  const bytesText = useBytesText();
  const styleName = useStyleName(styles);
  const vendorName = useVendorName();
  return (
    <Facts
      items={[
        { label: t("id"), value: <Id value={image.id} /> },
        {
          label: t("state"),
          value: image.publication ? t(`states.${image.publication.state}`) : t("neverSubmitted"),
        },
        {
          label: t("owner"),
          value: (
            <Link href={`/admin/users/${image.userId}`} className="hover:underline">
              {image.username}
            </Link>
          ),
        },
        {
          label: t("generation"),
          value: image.generationId ? (
            <Id value={image.generationId} href={`/admin/generations/${image.generationId}`} />
          ) : null,
        },
        {
          label: t("parent"),
          value: image.parentImageId ? (
            <Id value={image.parentImageId} href={`/admin/content/images/${image.parentImageId}`} />
          ) : null,
        },
        { label: t("prompt"), value: image.prompt },
        { label: t("negative"), value: image.negativePrompt },
        { label: t("styles"), value: image.styleTags.map(styleName).join(", ") },
        { label: t("vendor"), value: vendorName(image.provider) },
        { label: t("model"), value: <ModelText id={image.model} models={models} /> },
        { label: t("origin"), value: t(`classes.${image.aiClass}`) },
        { label: t("size"), value: `${image.widthPx} × ${image.heightPx} · ${image.format}` },
        { label: t("bytes"), value: bytesText(image.sizeBytes) },
        { label: t("sha256"), value: <Id value={image.sha256} /> },
        {
          label: t("counts"),
          value: t("countsText", {
            likes: format.number(image.likes),
            downloads: format.number(image.downloads),
          }),
        },
        {
          label: t("decidedBy"),
          value: image.publication?.decidedBy ? (
            <PersonLink id={image.publication.decidedBy} name={image.publication.decidedByName} />
          ) : null,
        },
        { label: t("decidedAt"), value: <Moment at={image.publication?.decidedAt ?? null} /> },
        { label: t("note"), value: image.publication?.note },
        { label: t("appeal"), value: image.publication?.appealText },
        { label: t("createdAt"), value: <Moment at={image.createdAt} /> },
        { label: t("publishedAt"), value: <Moment at={image.publication?.publishedAt ?? null} /> },
        { label: t("deletedAt"), value: <Moment at={image.deletedAt} /> },
      ]}
    />
  );
}
