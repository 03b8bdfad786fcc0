import { acceptAccountMessage } from "@/lib/bindings/callbacks/accept-message";
import { readAccountMessage } from "@/lib/bindings/callbacks/read-message";
import { verifyAccountUrl } from "@/lib/bindings/callbacks/verify-url";
import { writeAccountReply } from "@/lib/bindings/callbacks/write-reply";
import { acceptOauthReturn } from "@/lib/bindings/oauth/accept-return";
import { beginWebAuthorisation } from "@/lib/bindings/oauth/begin";
import { accountEvents } from "@/lib/entry/callbacks/account-events";
import { payNotices } from "@/lib/entry/callbacks/pay-notices";
import { authorisationReturn, authorisationStart } from "@/lib/entry/callbacks/web-authorisation";
import { acceptPayNotice } from "@/lib/orders/callbacks/accept-notice";
import { readPayNotice } from "@/lib/orders/callbacks/read-notice";

/** The callbacks of WeChat; the public routes and those for the web tier serve these same ones. */
export const events = accountEvents({
  verify: verifyAccountUrl,
  read: readAccountMessage,
  accept: acceptAccountMessage,
  write: writeAccountReply,
});

const oauthVerbs = { begin: beginWebAuthorisation, accept: acceptOauthReturn };
export const oauthStart = authorisationStart(oauthVerbs);
export const oauthReturn = authorisationReturn(oauthVerbs);

const payVerbs = { read: readPayNotice, accept: acceptPayNotice };
export const payNotify = payNotices("pay/notify", payVerbs);
export const refundNotify = payNotices("pay/refund-notify", payVerbs);
