import type { z } from "zod";
import { requirePermission } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { updateSetting } from "@/lib/settings/update";
import { setCheckersInput } from "./schema";

const values = { default: null, on: true, off: false } as const;

/** Sets which vendors are asked; `default` leaves it to the environment. Words are always looked for. */
export async function setCheckers({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof setCheckersInput>;
}): Promise<{ openai: boolean | null; bailian: boolean | null }> {
  requirePermission(ctx.actor, "WRITE_ADMIN");
  const { openai, bailian, reason } = setCheckersInput.parse(input);
  const value = { openai: values[openai], bailian: values[bailian] };
  return (await updateSetting({ ctx, input: { key: "moderation", value, reason } })).value;
}
