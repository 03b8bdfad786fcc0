import { z } from "zod";
import { getBinding } from "@/lib/bindings/read";
import { bindingIdInput, bindingView } from "@/lib/bindings/schema";
import { cancelBinding } from "@/lib/bindings/sessions/cancel";
import { publicRoute } from "@/lib/entry/route";

/** The secret never stands in an address, which logs and histories keep. */
const secretOf = (request: Request) => request.headers.get("x-poll-secret") ?? "";

export const GET = publicRoute(
  { input: bindingIdInput, output: bindingView, limit: "bindingPoll" },
  ({ ctx, input, request }) => getBinding({ ctx, input: { ...input, secret: secretOf(request) } }),
);

export const DELETE = publicRoute(
  { input: bindingIdInput, output: z.object({ ok: z.literal(true) }), limit: "bindingPoll", status: 204 },
  ({ ctx, input, request }) => cancelBinding({ ctx, input: { ...input, secret: secretOf(request) } }),
);

export {
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
