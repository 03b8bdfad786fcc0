import { takeRateLimit } from "@/lib/entry/limits/rate-limits";
import { refusalError } from "@/lib/entry/refusals";
import { publicStream } from "@/lib/entry/route";
import { shareSetCookie } from "@/lib/entry/session/share-cookie";
import { sha256Hex } from "@/lib/platform/crypto";
import { unlockShareInput } from "@/lib/shares/schema";
import { unlockShare } from "@/lib/shares/unlock";

export const POST = publicStream(
  { input: unlockShareInput, limit: "shareUnlock" },
  async ({ ctx, input }) => {
    // By the link as well: many addresses together must not get further than one.
    await takeRateLimit("shareUnlockLink", sha256Hex(input.token));
    const unlocked = await unlockShare({ ctx, input });
    if ("ok" in unlocked) throw refusalError(unlocked);
    const cookie = shareSetCookie(input.token, unlocked.proof, unlocked.maxAgeS);
    return new Response(null, {
      status: 204,
      headers: { "set-cookie": cookie, "cache-control": "no-store" },
    });
  },
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as GET,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
