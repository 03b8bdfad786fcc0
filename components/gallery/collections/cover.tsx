import { Folder } from "lucide-react";
import { ThumbHashImage } from "@/components/ui/media/thumb-hash-image";
import type { CollectionView } from "@/lib/collections/schema";
import { cn } from "@/lib/platform/cn";

interface CollectionCoverProps {
  collection: Pick<CollectionView, "cover">;
  className?: string;
}

/** The small square in front of a collection's name: its cover, or a folder while it is empty. */
export function CollectionCover({ collection: { cover }, className }: CollectionCoverProps) {
  return (
    <span
      aria-hidden
      className={cn(
        "flex size-8 shrink-0 items-center justify-center overflow-hidden rounded-sm border border-line bg-subtle text-muted",
        className,
      )}
    >
      {cover ? (
        <ThumbHashImage
          src={cover.thumbnail}
          alt=""
          widthPx={64}
          heightPx={64}
          thumbHash={cover.thumbHash}
          fallback={<Folder strokeWidth={1.5} className="size-4" />}
        />
      ) : (
        <Folder strokeWidth={1.5} className="size-4" />
      )}
    </span>
  );
}
