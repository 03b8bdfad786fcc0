import { heedVendorNotice } from "./heed-vendor-notice";
import { keepLedger } from "./keep-ledger";
import { keepMemberships } from "./keep-memberships";
import { followOrder } from "./payments/follow-order";
import { followRefund } from "./payments/follow-refund";
import { heedPaymentNotice } from "./payments/heed-payment-notice";
import { reconcilePayments } from "./payments/reconcile-payments";
import { sweepPayments } from "./payments/sweep-payments";
import { pruneBindings } from "./prune-bindings";
import { purgeTrash } from "./purge-trash";
import { runGeneration } from "./run-generation";
import { stopCancelledGeneration } from "./stop-cancelled-generation";
import { sweepGenerations } from "./sweep-generations";

/** Every function of the product, for the serve route and the engine. */
export const functions = [
  runGeneration,
  heedVendorNotice,
  stopCancelledGeneration,
  sweepGenerations,
  followOrder,
  heedPaymentNotice,
  followRefund,
  sweepPayments,
  reconcilePayments,
  keepMemberships,
  keepLedger,
  pruneBindings,
  purgeTrash,
];
