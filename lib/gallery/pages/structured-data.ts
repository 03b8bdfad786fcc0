import type { PublicImageView } from "../schema";
import { authorPath, TERMS_PATH } from "./addresses";

/**
 * An image as a schema.org ImageObject in JSON-LD, for search engines: whose it is, under which terms, and how it was
 * made. `base` is the site's own address. Safe to stand inside of a script element as it is.
 */
export function describeImage(image: PublicImageView, base: string): string {
  const absolute = (path: string) => new URL(path, base).href;
  const { author, urls } = image;
  const source = digitalSourceOf(image);
  const data = {
    "@context": "https://schema.org",
    "@type": "ImageObject",
    "@id": absolute(urls.page),
    url: absolute(urls.page),
    contentUrl: absolute(urls.display),
    thumbnailUrl: absolute(urls.thumbnail),
    encodingFormat: "image/webp",
    width: image.widthPx,
    height: image.heightPx,
    ...(image.prompt
      ? { name: Array.from(image.prompt).slice(0, 200).join(""), description: image.prompt }
      : {}),
    datePublished: image.publishedAt,
    creator: { "@type": "Person", name: author.displayName, url: absolute(authorPath(author.username)) },
    creditText: author.displayName,
    copyrightNotice: author.displayName,
    license: absolute(TERMS_PATH),
    acquireLicensePage: absolute(urls.page),
    interactionStatistic: {
      "@type": "InteractionCounter",
      interactionType: "https://schema.org/LikeAction",
      userInteractionCount: image.likes,
    },
    ...(source ? { digitalSourceType: source } : {}),
  };
  return escapeForScript(JSON.stringify(data));
}

/**
 * The value of schema.org's IPTCDigitalSourceEnumeration, as far as it is known: suspicion is no knowledge, and
 * nothing says of an unlabelled picture that it came out of a camera.
 */
function digitalSourceOf({ aiClass }: Pick<PublicImageView, "aiClass">): string | null {
  const isAi = aiClass === "made" || aiClass === "declared";
  return isAi ? "https://schema.org/TrainedAlgorithmicMediaDigitalSource" : null;
}

/** Words of other people stand in it: none of them may end the element, and old parsers end lines at U+2028. */
export const escapeForScript = (json: string): string =>
  json.replaceAll(/[<>&\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
