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
  /** An admin sees the product as this person and changes nothing. */
  isViewed?: boolean;
  /** Whether the admin panel is open to them. */
  canSeePanel?: boolean;
}
