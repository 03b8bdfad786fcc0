import { reuseHref } from "@/components/gallery/links";
import type { PublicImageView } from "@/lib/gallery/schema";

/** The composer with an image's prompt, styles, ratio and model; signing in leads back to it with all of them. */
export function createHref(
  image: Pick<PublicImageView, "prompt" | "styleTags" | "ratio" | "model" | "operation">,
): string {
  const href = reuseHref({ prompt: image.prompt, generationId: null });
  const search = new URLSearchParams(href.slice(href.indexOf("?")));
  if (image.styleTags.length > 0) search.set("styles", image.styleTags.join(","));
  search.set("ratio", image.ratio);
  // What was brought along was made by no model, and an edit's may make nothing from words alone.
  if (image.operation === "generate") search.set("model", image.model);
  return `/create?${search}`;
}
