import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { Facts } from "@/components/admin/kit/facts";
import { Id } from "@/components/admin/kit/id";
import { Moment } from "@/components/admin/kit/moment";
import type { ImageRecordView } from "@/lib/gallery/schema";

/** What is known about one image. */
export function ImageFacts({ image }: { image: ImageRecordView }) {
  const t = useTranslations("admin.content.image");
  const format = useFormatter();
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
        { label: t("prompt"), value: image.prompt },
        { label: t("negative"), value: image.negativePrompt },
        { label: t("styles"), value: image.styleTags.join(", ") },
        { label: t("model"), value: `${image.provider} · ${image.model}` },
        { label: t("origin"), value: t(`classes.${image.aiClass}`) },
        { label: t("size"), value: `${image.widthPx} × ${image.heightPx} · ${image.format}` },
        {
          label: t("counts"),
          value: t("countsText", {
            likes: format.number(image.likes),
            downloads: format.number(image.downloads),
          }),
        },
        { label: t("note"), value: image.publication?.note },
        { label: t("appeal"), value: image.publication?.appealText },
        { label: t("createdAt"), value: <Moment at={image.createdAt} /> },
        { label: t("publishedAt"), value: <Moment at={image.publication?.publishedAt ?? null} /> },
        { label: t("deletedAt"), value: <Moment at={image.deletedAt} /> },
      ]}
    />
  );
}
