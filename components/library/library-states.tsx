import { Image, SearchX, Trash2 } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { EmptyState } from "@/components/ui/feedback/empty-state";
import { Skeleton } from "@/components/ui/feedback/skeleton";
import { Button } from "@/components/ui/form/button";

interface LibraryEmptyProps {
  isTrash: boolean;
  /** Null when nothing narrows the list. */
  onClear: (() => void) | null;
}

/** No images: none match, the trash is empty, or nothing was made yet. */
export function LibraryEmpty({ isTrash, onClear }: LibraryEmptyProps) {
  const t = useTranslations("library");
  if (onClear)
    return (
      <EmptyState
        icon={<SearchX strokeWidth={1.5} />}
        title={t("noMatchTitle")}
        description={t("noMatchDetail")}
        action={<Button onClick={onClear}>{t("clearAll")}</Button>}
      />
    );
  if (isTrash)
    return (
      <EmptyState
        icon={<Trash2 strokeWidth={1.5} />}
        title={t("trashEmptyTitle")}
        description={t("trashEmptyDetail")}
      />
    );
  return (
    <EmptyState
      icon={<Image strokeWidth={1.5} />}
      title={t("emptyTitle")}
      description={t("emptyDetail")}
      action={
        <Button asChild variant="primary">
          <Link href="/create">{t("create")}</Link>
        </Button>
      }
    />
  );
}

const shapes = [1, 1.78, 0.75, 1.5, 1, 0.67, 1.33, 1.78, 1, 0.75, 1.5, 1, 1.78, 1.33, 0.67, 1];

/** Rows in the shape of the grid to come. */
export function GridSkeleton() {
  return (
    <div aria-hidden className="flex flex-wrap gap-1 sm:gap-2">
      {shapes
        .map((shape, place) => `${place} ${shape}`)
        .map((key, place) => (
          <Skeleton
            key={key}
            className="h-22.5 rounded-none [flex:var(--shape)_1_calc(var(--shape)*5.625rem)] sm:h-55 sm:[flex:var(--shape)_1_calc(var(--shape)*13.75rem)]"
            style={{ "--shape": shapes[place] } as React.CSSProperties}
          />
        ))}
    </div>
  );
}
