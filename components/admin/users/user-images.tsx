import { EyeOff, Trash2 } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { PlainImage } from "@/components/ui/media/plain-image";

interface UserImagesProps {
  images: readonly {
    id: string;
    /** Handed in or public; everything else is for its owner alone. */
    isShown: boolean;
    isTrashed: boolean;
  }[];
}

/** Small pictures of what may be looked at, and a mark in the place of what is private; each leads to its record. */
export function UserImages({ images }: UserImagesProps) {
  const t = useTranslations("admin.users");
  if (images.length === 0) return <p className="text-muted text-sm">{t("noImages")}</p>;
  return (
    <ul className="flex flex-wrap gap-2">
      {images.map((image) => {
        const label = image.isTrashed ? t("trashedImage") : image.isShown ? t("image") : t("privateImage");
        const Mark = image.isTrashed ? Trash2 : EyeOff;
        const picture = image.isShown ? (
          <PlainImage
            src={`/media/${image.id}/thumbnail`}
            alt={label}
            loading="lazy"
            className="size-full object-cover"
          />
        ) : (
          <span className="grid size-full place-items-center text-muted" title={label}>
            <Mark strokeWidth={1.5} className="size-5" aria-hidden />
            <span className="sr-only">{label}</span>
          </span>
        );
        return (
          <li key={image.id} className="size-20 overflow-hidden rounded-md border border-line bg-subtle">
            <Link href={`/admin/content/images/${image.id}`} className="block size-full">
              {picture}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
