import type { z } from "zod";
import type { Ctx } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import { passwordMatches } from "@/lib/platform/passwords/hash";
import { findLiveLink } from "./internal/links";
import { signProof } from "./internal/proof";
import { UNLOCKED_S } from "./rules";
import { unlockShareInput } from "./schema";

/**
 * Proves the password of a link, for twelve hours and until the password changes. The proof goes into a cookie of
 * that browser. The caller counts the tries. A link without a password needs no proof and is opened by anything.
 */
export async function unlockShare({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof unlockShareInput>;
}): Promise<{ proof: string; maxAgeS: number } | { ok: false; reason: "wrong_share_password" }> {
  const { token, password } = unlockShareInput.parse(input);
  const link = await findLiveLink(ctx, token);
  if (!link) throw notFound("link");
  if (link.passwordHash !== null && !(await passwordMatches(password, link.passwordHash)))
    return { ok: false, reason: "wrong_share_password" };
  return { proof: signProof(link, ctx.now), maxAgeS: UNLOCKED_S };
}
