import type { BindingState } from "@/lib/bindings/schema";

export type CodeStage = "preparing" | "pending" | "scanned" | "bound" | "refused" | "expired" | "problem";

/** What stands in the place of a code. A code that somebody else has taken or given up is over for this page. */
export function codeStageOf(seen: {
  state: BindingState | undefined;
  hasCode: boolean;
  hasProblem: boolean;
}): CodeStage {
  if (seen.hasProblem) return "problem";
  switch (seen.state) {
    case "scanned":
    case "bound":
    case "refused":
    case "expired":
      return seen.state;
    case "claimed":
      return "bound";
    case "cancelled":
      return "expired";
    case "pending":
    case undefined:
      return seen.hasCode ? "pending" : "preparing";
  }
}

/** Whether the person may still do something in WeChat that this page waits for. */
export const isWaiting = (state: BindingState | undefined): boolean =>
  state === undefined || state === "pending" || state === "scanned";
