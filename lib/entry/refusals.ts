import { AppError } from "@/lib/platform/errors";

/** An expected "no" of a verb; anything else in it (e.g. `available`) is for the sentence. */
export interface Refusal {
  ok: false;
  reason: string;
}

/** HTTP status, English sentence and the input at fault, if one is, of each expected refusal; one that is missing here is a 422. */
const refusals: Record<string, { status: number; detail: string; field?: string }> = {
  not_enough_credits: { status: 402, detail: "There are not enough credits; nothing was charged." },
  too_many_open_generations: {
    status: 429,
    detail: "Too many generations are waiting; let some finish first.",
  },
  idempotency_key_reused: { status: 409, detail: "This idempotency key was used with another input." },
  generation_ended: { status: 409, detail: "The generation has already ended." },
  wrong_credentials: { status: 401, detail: "The name or the password is not right." },
  wrong_password: { status: 403, detail: "The password is not right." },
  password_missing: { status: 403, detail: "This account has no password, which an admin must have." },
  account_suspended: { status: 403, detail: "This account is suspended." },
  cannot_view: { status: 409, detail: "Only the pages of another, active account can be seen." },
  email_taken: { status: 409, detail: "This e-mail address has an account already." },
  username_taken: { status: 409, detail: "This username is taken." },
  recovery_link_invalid: { status: 410, detail: "This link is used, expired or wrong." },
  sign_up_closed: { status: 403, detail: "Signing up is closed at the moment." },
  recovery_off: { status: 503, detail: "Recovery by mail is not set up here; ask the operator." },
  no_translator: { status: 503, detail: "This model reads English only, and no translator is set up here." },
  too_many_uploads: { status: 429, detail: "As many pictures were uploaded today as an account may upload." },
  storage_full: { status: 409, detail: "The images take as much room as the plan has; nothing was charged." },
  too_many_tags: {
    status: 409,
    detail: "An image would have more tags than it may have; nothing was changed.",
  },
  collection_name_taken: {
    status: 409,
    detail: "Another collection beside it has this name.",
    field: "name",
  },
  collection_too_deep: { status: 409, detail: "A collection inside another one cannot hold collections." },
  collection_has_children: {
    status: 409,
    detail: "A collection that holds collections cannot lie in another one.",
  },
  too_many_collections: { status: 409, detail: "There are as many collections as an account may have." },
  too_many_api_configs: { status: 409, detail: "There are as many keys as an account may have." },
  config_in_use: { status: 409, detail: "A generation is using this key." },
  model_not_supported: { status: 422, detail: "This vendor has no such model." },
  prompt_help_not_configured: { status: 503, detail: "No language model is set up here." },
  prompt_help_failed: { status: 502, detail: "The language model gave no answer; the prompt is unchanged." },
  prompt_help_declined: {
    status: 422,
    detail: "The language model's content policy does not take this prompt; it is unchanged.",
  },
  prompt_help_own_key_refused: {
    status: 422,
    detail: "The vendor does not accept your own key for the language model, or it has no credit.",
  },
  too_many_saved_prompts: { status: 409, detail: "There are as many saved prompts as an account may have." },
  client_id_taken: { status: 409, detail: "Another client is registered under this client id." },
  client_credentials_wrong: { status: 401, detail: "The client id or its secret is not right." },
  refresh_token_invalid: { status: 401, detail: "This refresh token is used, expired or wrong." },
  device_limit: { status: 409, detail: "As many clients are bound as the member's plan allows." },
  binding_ended: { status: 409, detail: "This code is used, expired or cancelled." },
  binding_not_ready: { status: 409, detail: "Nobody has confirmed this code yet." },
  nothing_to_claim: { status: 409, detail: "Nothing is handed over for this purpose." },
  wechat_has_other_account: {
    status: 409,
    detail: "This WeChat belongs to another account already.",
  },
  account_has_other_wechat: { status: 409, detail: "This account has another WeChat already." },
  account_unavailable: { status: 403, detail: "This account cannot be used at the moment." },
  price_changed: { status: 409, detail: "The price has changed; look at it again." },
  product_gone: { status: 404, detail: "This is not on sale." },
  too_many_open_orders: { status: 429, detail: "Too many orders wait to be paid; pay or close some." },
  wechat_needed: { status: 409, detail: "This account is not linked to WeChat." },
  ios_purchase_off: { status: 403, detail: "This cannot be bought on iOS inside WeChat." },
  order_not_payable: { status: 409, detail: "This order cannot be paid any more." },
  order_not_refundable: { status: 409, detail: "Nothing was paid for this order that could go back." },
  refund_too_large: { status: 409, detail: "This is more than is left of the payment." },
  refund_spent: { status: 409, detail: "Some of what was bought is used already." },
  refund_request_open: { status: 409, detail: "A request for this order waits for its decision." },
  nothing_refundable: { status: 409, detail: "Nothing of this order is unused, so nothing can go back." },
  refund_too_late: {
    status: 409,
    detail: "WeChat Pay takes no refund of what was paid a year ago or earlier.",
  },
  refund_too_many: { status: 409, detail: "WeChat Pay takes no more than 50 refunds of one payment." },
  refund_request_decided: { status: 409, detail: "This request was decided already." },
  refund_not_abnormal: {
    status: 409,
    detail: "This refund goes its way; only one that is refused is given up.",
  },
  refund_busy: { status: 409, detail: "This refund is being sent at the moment; try again in a minute." },
  sku_taken: { status: 409, detail: "Another product has this code.", field: "sku" },
  product_shrinks: {
    status: 409,
    detail: "This would give less for the same price: change the price too, or make a new product.",
  },
  style_slug_taken: { status: 409, detail: "A style has or had this slug.", field: "slug" },
  style_into_itself: { status: 409, detail: "A style cannot be merged into itself." },
  style_image_not_public: { status: 409, detail: "There is no such public image.", field: "imageId" },
  difference_resolved: { status: 409, detail: "This difference was resolved already." },
  ledger_check_running: { status: 409, detail: "The ledger is being checked at the moment." },
  payment_unavailable: { status: 503, detail: "WeChat Pay gave no answer; nothing was changed." },
  payment_refused: { status: 409, detail: "WeChat Pay does not take this payment; nothing was paid." },
  sign_in_again: { status: 403, detail: "This account has no password: sign in again, then repeat this." },
  too_many_api_keys: { status: 409, detail: "There are as many keys as an account may have." },
  too_many_share_links: { status: 409, detail: "As many links work as an account may have; end some." },
  image_refused: { status: 409, detail: "A reviewer refused this image; it cannot be shown to others." },
  wrong_share_password: { status: 403, detail: "This is not the password of the link." },
  share_password_needed: { status: 403, detail: "This link has a password; give it first." },
  too_many_endpoints: { status: 409, detail: "There are as many endpoints as an account may have." },
  endpoint_off: { status: 409, detail: "This endpoint is switched off; nothing was sent." },
  delivery_under_way: { status: 409, detail: "This delivery is being sent at the moment." },
  cannot_appeal: { status: 409, detail: "There is nothing to appeal, or it was appealed before." },
  publication_moved: { status: 409, detail: "Somebody else was faster; look at it again." },
  author_not_active: { status: 409, detail: "The author's account is closed or suspended." },
  too_many_words: { status: 409, detail: "The word list is full." },
  copy_agreement_changed: { status: 409, detail: "The agreement has changed; read it again." },
  no_visible_label: { status: 409, detail: "This image bears no visible label." },
  job_running: { status: 409, detail: "This job runs at the moment, or somebody has just asked for it." },
  delivery_not_failed: { status: 409, detail: "Only what failed or was dropped can be sent again." },
  config_from_environment: { status: 409, detail: "The environment decides about this config." },
  announcement_ended: { status: 409, detail: "The announcement has ended; make a new one." },
  announcement_span: {
    status: 422,
    detail: "It would end before it begins.",
    field: "endsAt",
  },
  own_account: { status: 409, detail: "Nobody does this to their own account here." },
  account_closed: { status: 409, detail: "This account is closed." },
  account_not_active: { status: 409, detail: "This account is suspended or closed." },
  confirmation_wrong: { status: 409, detail: "What was typed is not the username.", field: "confirm" },
  plan_was_bought: { status: 409, detail: "A higher plan was bought; a refund of its order ends it." },
  refund_exceeds_charge: { status: 409, detail: "This is more than is left of what was charged." },
  generation_open: { status: 409, detail: "The generation has not ended yet." },
  own_key_job: { status: 409, detail: "It ran on the person's own key, which would be used again." },
  cannot_repeat: { status: 409, detail: "Its model, its style or a picture that it started from is gone." },
  already_resolved: { status: 409, detail: "Somebody has decided otherwise before." },
  attempt_known: { status: 409, detail: "What became of this attempt is known." },
  last_admin: { status: 409, detail: "The last admin cannot be removed." },
};

/** Every reason that has a status of its own. */
export const refusalCodes = Object.keys(refusals);

export function isRefusal(value: unknown): value is Refusal {
  return (
    typeof value === "object" && value !== null && "ok" in value && value.ok === false && "reason" in value
  );
}

export function refusalError(refusal: Refusal): AppError {
  const known = refusals[refusal.reason];
  const detail = known?.detail ?? "The request was refused.";
  const fields = known?.field ? { [known.field]: detail } : undefined;
  return new AppError(known?.status ?? 422, refusal.reason, detail, { fields });
}
