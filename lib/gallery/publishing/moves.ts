import type { CheckView, ModerationCategory } from "@/lib/moderation/schema";
import type { DecisionReason, PublicationState } from "../schema";

/** Most images of one person that may wait for their review at a time. */
export const MAX_PENDING = 100;

/** What can happen to a publication: from which states and to which. The one table of legal moves. */
const moves = {
  submit: { from: ["private"], to: "pending" },
  withdraw: { from: ["pending", "public"], to: "private" },
  approve: { from: ["pending"], to: "public" },
  reject: { from: ["pending"], to: "rejected" },
  take_down: { from: ["public"], to: "taken_down" },
  appeal: { from: ["rejected", "taken_down"], to: "pending" },
  reinstate: { from: ["taken_down"], to: "public" },
} as const satisfies Record<string, { from: readonly PublicationState[]; to: PublicationState }>;
export type PublicationMove = keyof typeof moves;
export const publicationMoves = Object.keys(moves) as PublicationMove[];

/** Where a move leads from here; null where it is not legal. An image that was never handed in is private. */
export function nextState(state: PublicationState, move: PublicationMove): PublicationState | null {
  const { from, to } = moves[move];
  return (from as readonly PublicationState[]).includes(state) ? to : null;
}

/** An author may ask once to look again, at a refusal or at a takedown; what is decided then is final. */
export const canAppeal = (publication: { state: PublicationState; appealedAt: Date | null }): boolean =>
  publication.appealedAt === null && nextState(publication.state, "appeal") !== null;

export type SubmitRefusal = "already" | "taken_down" | "rejected" | "in_trash" | "too_many";

/** Why an image cannot be handed in now; null when it can. */
export function submitRefusal(
  image: { state: PublicationState; isInTrash: boolean },
  openSlots: number,
): SubmitRefusal | null {
  if (image.isInTrash) return "in_trash";
  if (image.state === "rejected" || image.state === "taken_down") return image.state;
  if (nextState(image.state, "submit") === null) return "already";
  return openSlots > 0 ? null : "too_many";
}

export type Conclusion = { to: "public" } | { to: "rejected"; reason: DecisionReason } | { to: "person" };

/**
 * What follows from the checks of a round: anything blocked is refused; public at once only where at least one
 * checker of the prompt and one of the picture passed it and nobody had a doubt; everything else is left to a person.
 * So is, always, what its author appealed for: whoever was refused once is never let in by a machine. And so are words
 * that are only to be kept out (`unwanted`), which become public as well, unless a word list has seen them: a vendor
 * would judge them as if they were wanted, and is not asked.
 */
export function concludeChecks(
  checks: readonly CheckView[],
  { appealed, unwanted = false }: { appealed: boolean; unwanted?: boolean },
): Conclusion {
  if (appealed) return { to: "person" };
  const blocked = checks.find(({ verdict }) => verdict === "block");
  if (blocked) return { to: "rejected", reason: reasonOf(blocked) };
  const passed = (kind: CheckView["kind"]) => {
    const said = checks.filter((check) => check.kind === kind);
    return said.length > 0 && said.every(({ verdict }) => verdict === "pass");
  };
  const seen = !unwanted || checks.some(({ kind, checker }) => kind === "prompt" && checker === "words");
  return seen && passed("prompt") && passed("image") ? { to: "public" } : { to: "person" };
}

const reasons: Record<ModerationCategory, DecisionReason> = {
  illegal: "illegal",
  sexual: "sexual",
  violence: "violence",
  hate: "hate",
  privacy: "privacy",
  copyright: "copyright",
  other: "other",
};

/** The reason that a person reads, from the first thing that a checker named. */
function reasonOf(check: CheckView): DecisionReason {
  const named = check.reasons.map(({ category }) => category);
  return Object.values(reasons).find((reason) => named[0] === reason) ?? "other";
}
