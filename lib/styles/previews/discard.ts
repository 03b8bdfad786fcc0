import { logger } from "@/lib/platform/log";
import { storage } from "@/lib/providers/storage/client";

/** Removes a file that no row names any more. What fails is logged and left to the night (`clearStylePreviews`). */
export async function discardPreview(key: string | null): Promise<void> {
  if (!key) return;
  await storage()
    .remove(key)
    .catch((err: unknown) => {
      logger("styles.previews").error("an example picture is not removed; the night clears it", { key, err });
    });
}
