import { z } from "zod";
import { imageId } from "@/lib/images/schema";
import { checkView } from "@/lib/moderation/schema";
import { plainText } from "@/lib/platform/http/plain-text";
import { renderQualities, tiers } from "@/lib/providers/model-capabilities";
import { styleSlug } from "@/lib/styles/schema";

export const publicationStates = ["private", "pending", "public", "rejected", "taken_down"] as const;
export type PublicationState = (typeof publicationStates)[number];

/** Why a publication was refused or taken down. */
export const decisionReasons = [
  "illegal",
  "sexual",
  "violence",
  "hate",
  "privacy",
  "copyright",
  "label",
  "spam",
  "other",
] as const;
export type DecisionReason = (typeof decisionReasons)[number];

export const reportReasons = [
  "illegal",
  "sexual",
  "violence",
  "hate",
  "privacy",
  "copyright",
  "label",
  "other",
] as const;

export const usernameText = z.string().min(1).max(40);

export const authorRef = z.object({ username: z.string(), displayName: z.string() });

/** A public image as everybody sees it; nothing here depends on who asks. */
export const publicImageView = z.object({
  id: z.string(),
  prompt: z.string(),
  negativePrompt: z.string(),
  styleTags: z.array(z.string()),
  ratio: z.string(),
  tier: z.enum(tiers),
  quality: z.enum(renderQualities),
  model: z.string(),
  seed: z.number().int().nullable(),
  operation: z.string(),
  /** What is known of its origin: see the measures on labels. */
  aiClass: z.enum(["made", "declared", "suspected", "none"]),
  widthPx: z.number().int(),
  heightPx: z.number().int(),
  thumbHash: z.string(),
  likes: z.number().int(),
  downloads: z.number().int(),
  author: authorRef,
  publishedAt: z.iso.datetime(),
  /** Paths on this host; `page` is where people look at it. */
  urls: z.object({ thumbnail: z.string(), display: z.string(), download: z.string(), page: z.string() }),
});
export type PublicImageView = z.infer<typeof publicImageView>;

export const gallerySorts = ["new", "popular"] as const;
export const listGalleryInput = z.strictObject({
  sort: z.enum(gallerySorts).default("new"),
  tag: styleSlug.optional(),
  /** Words of prompt and tags, every one must occur; ranked, `sort` does not count then. */
  q: plainText(100).optional(),
  author: usernameText.optional(),
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(60).default(40),
});
export type ListGalleryInput = z.infer<typeof listGalleryInput>;
export const galleryPage = z.object({ items: z.array(publicImageView), nextCursor: z.string().nullable() });
export type GalleryPage = z.infer<typeof galleryPage>;

export const getPublicImageInput = z.strictObject({ id: imageId });

/** Which of these images the asker likes. */
export const likedInput = z.strictObject({
  ids: z
    .string()
    .max(31 * 100)
    .transform((text) => text.split(","))
    .pipe(z.array(imageId).min(1).max(100)),
});
export const likedView = z.object({ ids: z.array(z.string()) });
export const likeView = z.object({ liked: z.boolean(), likes: z.number().int() });
export type LikeView = z.infer<typeof likeView>;

export const reportImageInput = z.strictObject({
  id: imageId,
  reason: z.enum(reportReasons),
  note: plainText(500).default(""),
});

export const authorView = authorRef.extend({
  since: z.iso.datetime(),
  images: z.number().int(),
  likes: z.number().int(),
});
export type AuthorView = z.infer<typeof authorView>;
export const getAuthorInput = z.strictObject({ username: usernameText });

/** Style tags that public images have, most used first. */
export const galleryTag = z.object({
  slug: z.string(),
  name: z.string(),
  nameEn: z.string(),
  images: z.number().int(),
});
export const galleryTagList = z.object({ items: z.array(galleryTag), nextCursor: z.null() });
export type GalleryTag = z.infer<typeof galleryTag>;

/** Where an own image stands on its way into the gallery. */
export const publicationView = z.object({
  imageId: z.string(),
  state: z.enum(publicationStates),
  submittedAt: z.iso.datetime(),
  decidedAt: z.iso.datetime().nullable(),
  publishedAt: z.iso.datetime().nullable(),
  reason: z.enum(decisionReasons).nullable(),
  /** What the reviewer wrote. */
  note: z.string().nullable(),
  appealedAt: z.iso.datetime().nullable(),
  canAppeal: z.boolean(),
});
export type PublicationView = z.infer<typeof publicationView>;
export const publicationList = z.object({ items: z.array(publicationView), nextCursor: z.null() });

const fewIds = z.array(imageId).min(1).max(50);
export const publishImagesInput = z.strictObject({
  ids: fewIds,
  /** The person says that they may publish these and, of photos of their own, what they are. */
  declaration: z.enum(["made_here", "own_photo", "ai_elsewhere"]).default("made_here"),
});
export const withdrawImagesInput = z.strictObject({ ids: fewIds });
/** One answer per id; an image that cannot be handed in says why and the others go their way. */
export const publishOutcome = z.object({
  items: z.array(
    z.object({
      imageId: z.string(),
      state: z.enum(publicationStates),
      refusal: z.enum(["already", "taken_down", "rejected", "in_trash", "too_many"]).nullable(),
    }),
  ),
});
export type PublishOutcome = z.infer<typeof publishOutcome>;
export const appealInput = z.strictObject({ id: imageId, text: plainText(1000).min(1) });

export const imageFigures = z.object({
  likes: z.number().int(),
  downloads: z.number().int(),
  /** The last thirty days of Asia/Shanghai, oldest first, without gaps. */
  days: z.array(z.object({ day: z.string(), likes: z.number().int(), downloads: z.number().int() })),
});
export type ImageFigures = z.infer<typeof imageFigures>;

/** For reviewers: public images that people have reported. */
export const listReportsInput = z.strictObject({
  /** Only images that at least so many people have reported. */
  atLeast: z.coerce.number().int().min(1).max(100).default(1),
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(40),
});
export const reportedImageView = z.object({
  imageId: z.string(),
  prompt: z.string(),
  author: z.string(),
  /** People with an open report. */
  reports: z.number().int(),
  reasons: z.array(z.enum(reportReasons)),
  /** The newest ten. */
  notes: z.array(z.object({ reason: z.enum(reportReasons), note: z.string(), createdAt: z.iso.datetime() })),
  firstAt: z.iso.datetime(),
  /** So many people have reported it that it is to be reviewed again. */
  needsReview: z.boolean(),
});
export type ReportedImageView = z.infer<typeof reportedImageView>;
export const reportPage = z.object({ items: z.array(reportedImageView), nextCursor: z.string().nullable() });
export type ReportPage = z.infer<typeof reportPage>;
export const resolveReportsInput = z.strictObject({
  id: imageId,
  resolution: z.enum(["kept", "taken_down"]),
  /** Why; it stands in the audit log. */
  reason: plainText(500).optional(),
});
/** A takedown says why by its own reason; whoever lets an image stay says it here. */
export const keepReportedInput = z.strictObject({ id: imageId, reason: plainText(500).min(3) });

export const listPublicationsInput = likedInput;

/** What a reviewer decides; a refusal and a takedown need a reason, the note goes to the author. */
export const decidePublicationInput = z
  .strictObject({
    id: imageId,
    decision: z.enum(["approve", "reject", "take_down", "reinstate"]),
    reason: z.enum(decisionReasons).optional(),
    note: plainText(500).default(""),
  })
  .refine((input) => ["approve", "reinstate"].includes(input.decision) === (input.reason === undefined), {
    path: ["reason"],
    error: "is needed for a refusal and a takedown, and for nothing else",
  });

/** For reviewers: what waits to be decided, whoever has waited longest first. */
export const listReviewQueueInput = z.strictObject({
  /** Only those whose author asked to look again. */
  appeals: z.enum(["true"]).optional(),
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(40),
});
export const getReviewInput = z.strictObject({ id: imageId });

export const reviewItemView = z.object({
  imageId: z.string(),
  author: authorRef,
  state: z.enum(publicationStates),
  /** How often it was handed in. */
  round: z.number().int(),
  prompt: z.string(),
  negativePrompt: z.string(),
  styleTags: z.array(z.string()),
  model: z.string(),
  operation: z.string(),
  aiClass: z.enum(["made", "declared", "suspected", "none"]),
  widthPx: z.number().int(),
  heightPx: z.number().int(),
  thumbHash: z.string(),
  submittedAt: z.iso.datetime(),
  /** When the automatic checks were through; null while they run. */
  checkedAt: z.iso.datetime().nullable(),
  /** What was decided before, and what the author says to that. */
  reason: z.enum(decisionReasons).nullable(),
  note: z.string().nullable(),
  appealedAt: z.iso.datetime().nullable(),
  appealText: z.string().nullable(),
  /** What the checkers said in this round. */
  checks: z.array(checkView),
  urls: z.object({ thumbnail: z.string(), display: z.string() }),
});
export type ReviewItemView = z.infer<typeof reviewItemView>;
export const reviewPage = z.object({ items: z.array(reviewItemView), nextCursor: z.string().nullable() });
export type ReviewPage = z.infer<typeof reviewPage>;

/** One step in the history of a publication. */
export const publicationMoveView = z.object({
  from: z.enum(publicationStates),
  to: z.enum(publicationStates),
  /** `user`, `admin`, `job` …; whose hands it went through. */
  actorKind: z.string(),
  reason: z.enum(decisionReasons).nullable(),
  note: z.string().nullable(),
  at: z.iso.datetime(),
});
export const reviewDetailView = reviewItemView.extend({ moves: z.array(publicationMoveView) });
export type ReviewDetailView = z.infer<typeof reviewDetailView>;

/** One image as the admin panel shows it. */
export interface ImageRecordView {
  id: string;
  userId: string;
  username: string;
  authorStatus: "active" | "suspended" | "deleted";
  generationId: string | null;
  parentImageId: string | null;
  operation: string;
  prompt: string;
  negativePrompt: string;
  styleTags: string[];
  provider: string;
  model: string;
  aiClass: ReviewItemView["aiClass"];
  format: string;
  widthPx: number;
  heightPx: number;
  sizeBytes: number;
  sha256: string;
  isPublic: boolean;
  likes: number;
  downloads: number;
  createdAt: string;
  /** In the trash since then. */
  deletedAt: string | null;
  /** Whether the picture may be looked at; a private one is its owner's alone. */
  isShown: boolean;
  /** Null for an image that was never handed in. */
  publication: {
    state: PublicationState;
    round: number;
    reason: string | null;
    note: string | null;
    appealText: string | null;
    decidedBy: string | null;
    /** The name of who decided, where it was a person. */
    decidedByName: string | null;
    submittedAt: string;
    decidedAt: string | null;
    publishedAt: string | null;
    appealedAt: string | null;
  } | null;
  moves: {
    id: string;
    from: PublicationState;
    to: PublicationState;
    actorKind: string;
    actorId: string;
    /** Null where no person acted. */
    actorName: string | null;
    reason: string | null;
    note: string | null;
    createdAt: string;
  }[];
  /** What checkers said, the last round first. */
  checks: {
    id: string;
    round: number;
    kind: "prompt" | "image";
    checker: string;
    verdict: "pass" | "review" | "block" | "unavailable";
    reasons: Record<string, string | number>[];
    createdAt: string;
  }[];
  reports: {
    id: string;
    reason: string;
    note: string;
    resolution: string | null;
    createdAt: string;
    resolvedAt: string | null;
  }[];
}

/** A stored file of an image and the labels in its bytes. */
export interface StoredFileView {
  name: string;
  /** The picture as it came; it never leaves. */
  isOriginal: boolean;
  /** False for files of an earlier class, which are out of reach. */
  isCurrent: boolean;
  /** Null where the file cannot be read as a picture. */
  isVisible: boolean | null;
  hasMetadata: boolean | null;
  /** Whether it must bear both labels. */
  isExpected: boolean;
  isRight: boolean;
  sizeBytes: number;
  /** What its metadata says: "1" made by AI, "2" perhaps, "3" suspected. */
  label: string | null;
  produceId: string | null;
}
