import { env } from "@/lib/platform/env";

/** Words in double brackets that make the renderer behave like a vendor on a bad day. */
const known = ["refuse", "partial", "fail", "slow"] as const;
export type Marker = (typeof known)[number];

/** The markers of a prompt; none outside demo mode and tests, so that real prompts cannot trigger them. */
export function markersOf(prompt: string): ReadonlySet<Marker> {
  const { DEMO_MODE, NODE_ENV } = env();
  if (!DEMO_MODE && NODE_ENV !== "test") return new Set();
  return new Set(known.filter((marker) => prompt.includes(`[[${marker}]]`)));
}
