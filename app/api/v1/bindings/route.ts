import { createBindingInput, newBindingView } from "@/lib/bindings/schema";
import { createBinding } from "@/lib/bindings/sessions/create";
import { takeRateLimit } from "@/lib/entry/limits/rate-limits";
import { publicRoute } from "@/lib/entry/route";
import { addressOf } from "@/lib/entry/session/headers";

export const POST = publicRoute(
  { input: createBindingInput, output: newBindingView, limit: "bindingCreate", status: 201 },
  async (call) => {
    await takeRateLimit("bindingCreateAddress", addressOf(call.request.headers));
    if (call.input.password !== undefined && call.ctx.actor.kind === "user")
      await takeRateLimit("password", call.ctx.actor.userId);
    return createBinding(call);
  },
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as GET,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
