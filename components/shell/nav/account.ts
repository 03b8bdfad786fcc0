import type { BalanceView } from "@/lib/credits/schema";

/** What the header shows about the person; pages make it from the session and the balance. */
export interface ShellAccount {
  username: string;
  /** Empty for who came with WeChat and has given none. */
  email: string;
  plan: "free" | "pro" | "enterprise";
  /** What the server read for this page, and when. */
  balance: BalanceView;
  readAtMs: number;
  avatarUrl?: string | null;
  /** Whether the review of what people publish is open to them. */
  canReview?: boolean;
}
