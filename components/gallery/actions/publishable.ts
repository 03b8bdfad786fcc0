import type { ImageView } from "@/lib/images/schema";

/** Whether an image can be handed in for the gallery: never handed in, or taken back by its owner. */
export const isPublishable = ({
  publication,
  deletedAt,
}: Pick<ImageView, "publication" | "deletedAt">): boolean =>
  deletedAt === null && (publication === null || publication === "private");

/** Whether some were brought along, so that their owner has to say what they are. */
export const hasUploads = (images: readonly Pick<ImageView, "operation">[]): boolean =>
  images.some(({ operation }) => operation === "upload");
