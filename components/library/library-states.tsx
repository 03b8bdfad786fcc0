import {
  FolderOpen,
  FolderX,
  Globe,
  Heart,
  Image,
  ImageUp,
  type LucideIcon,
  SearchX,
  Trash2,
} from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { EmptyState } from "@/components/ui/feedback/empty-state";
import { Skeleton } from "@/components/ui/feedback/skeleton";
import { Button } from "@/components/ui/form/button";
import type { EmptyKind } from "./filters/filters";
import { PlaceLink } from "./filters/place-link";

interface LibraryEmptyProps {
  kind: EmptyKind | "gone";
  onClear: () => void;
  onImport: () => void;
}

const icons: Record<LibraryEmptyProps["kind"], LucideIcon> = {
  library: Image,
  collection: FolderOpen,
  uncollected: FolderOpen,
  trash: Trash2,
  favorites: Heart,
  public: Globe,
  uploaded: ImageUp,
  match: SearchX,
  gone: FolderX,
};

/** No images, and what that means in this place. */
export function LibraryEmpty({ kind, onClear, onImport }: LibraryEmptyProps) {
  const t = useTranslations("library.empty");
  const Icon = icons[kind];
  return (
    <EmptyState
      icon={<Icon strokeWidth={1.5} />}
      title={t(`${kind}.title`)}
      description={t(`${kind}.detail`)}
      action={emptyAction({ kind, onClear, onImport }, t)}
    />
  );
}

function emptyAction(
  { kind, onClear, onImport }: LibraryEmptyProps,
  t: ReturnType<typeof useTranslations<"library.empty">>,
): ReactNode {
  switch (kind) {
    case "library":
      return (
        <div className="flex flex-wrap justify-center gap-2">
          <Button asChild variant="primary">
            <Link href="/create">{t("create")}</Link>
          </Button>
          <Button onClick={onImport}>{t("import")}</Button>
        </div>
      );
    case "uploaded":
      return <Button onClick={onImport}>{t("import")}</Button>;
    case "collection":
      return (
        <div className="flex flex-wrap justify-center gap-2">
          <Button asChild>
            <PlaceLink to={{}}>{t("showAll")}</PlaceLink>
          </Button>
          <Button onClick={onImport}>{t("import")}</Button>
        </div>
      );
    case "match":
      return <Button onClick={onClear}>{t("clearAll")}</Button>;
    case "trash":
      return null;
    default:
      return (
        <Button asChild>
          <PlaceLink to={{}}>{t("showAll")}</PlaceLink>
        </Button>
      );
  }
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
