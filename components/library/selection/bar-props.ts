import type { ImageView } from "@/lib/images/schema";

/** What the bar knows of the selection, and what it asks for. */
export interface SelectionBarProps {
  /** Those that are selected, as far as they are loaded. */
  images: readonly ImageView[];
  ids: readonly string[];
  isTrash: boolean;
  busy: boolean;
  allSelected: boolean;
  onSelectAll: () => void;
  onTrash: () => void;
  onRestore: () => void;
  onFavorite: (isFavorite: boolean) => void;
  onEnd: () => void;
}
