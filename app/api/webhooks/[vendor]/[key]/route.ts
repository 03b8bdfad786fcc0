import { webhookRoute } from "@/lib/entry/webhook";
import { acceptVendorNotice } from "@/lib/generations/vendor/accept-notice";
import { verifyVendorNotice } from "@/lib/generations/vendor/verify-notice";

export const POST = webhookRoute({
  vendor: "image",
  verify: ({ ctx, raw, headers, params }) =>
    verifyVendorNotice({
      ctx,
      vendor: String(params.vendor),
      key: String(params.key),
      headers,
      rawBody: raw,
    }),
  accept: acceptVendorNotice,
  accepted: () => new Response(null, { status: 204 }),
});

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as GET,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
