import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { Avatar } from "@/components/ui/media/avatar";
import type { PublicImageView } from "@/lib/gallery/schema";
import { authorHref } from "../address";
import { shortened } from "../cell";

/** As much of a prompt as a heading bears. */
const MAX_HEADING_SIGNS = 60;

/** What the image is called, who made it and since when it is public. */
export function ImageAuthor({ image }: { image: PublicImageView }) {
  const t = useTranslations("explore");
  const format = useFormatter();
  const { author, publishedAt } = image;
  return (
    <header className="flex flex-col gap-3">
      <h1 className="break-words font-semibold text-xl tracking-tight">
        {shortened(image.prompt, MAX_HEADING_SIGNS) || t("untitled")}
      </h1>
      <div className="flex items-center gap-3">
        <Avatar name={author.displayName} size="md" />
        <div className="min-w-0">
          <Link
            href={authorHref(author.username)}
            prefetch={false}
            className="block truncate rounded-sm font-medium underline-offset-4 hover:underline"
          >
            {author.displayName}
          </Link>
          <p className="text-muted text-sm">
            {t("published")}{" "}
            <time dateTime={publishedAt}>{format.dateTime(new Date(publishedAt), "day")}</time>
          </p>
        </div>
      </div>
    </header>
  );
}
