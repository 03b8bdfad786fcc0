/** What the header shows about the person; pages make it from the session and the balance. */
export interface ShellAccount {
  username: string;
  email: string;
  plan: "free" | "pro" | "enterprise";
  /** Credits that can be spent now. */
  credits: number;
  avatarUrl?: string | null;
}
