import type { Ctx } from "@/lib/platform/context";
import { findAccount } from "../internal/account";

/**
 * The `echostr` with which the verification of the callback address is answered; null when the signature does not
 * hold, which without an account none does.
 */
export const verifyAccountUrl = ({ query }: { ctx: Ctx; query: URLSearchParams }): string | null =>
  findAccount()?.verifyUrl(query) ?? null;
