import { Refused } from "./refusals";

/** A create call that was understood: how many pictures of which size, and how each is made. */
export interface Plan {
  model: string;
  prompt: string;
  count: number;
  widthPx: number;
  heightPx: number;
  /** Which of the two shapes of results the endpoint answers with. */
  shape: "results" | "choices";
  /** Memory that the pictures of the order take while it can still be drawn. */
  heldBytes: number;
  draw(index: number): Promise<Buffer>;
}

/** `W*H` in pixels. */
export function sizeOf(text: string): { widthPx: number; heightPx: number } {
  const [widthPx = 0, heightPx = 0] = text.split("*").map(Number);
  return { widthPx, heightPx };
}

/** What zod has against a body, in the vendor's way: the path and one sentence. */
export function invalid(error: { issues: readonly { path: PropertyKey[]; message: string }[] }): Refused {
  const [issue] = error.issues;
  return new Refused(
    "InvalidParameter",
    `${issue?.path.join(".") || "body"}: ${issue?.message ?? "invalid"}`,
  );
}
