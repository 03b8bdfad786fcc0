import { pruneSessions } from "./accounts/prune-sessions";
import { recountImages } from "./gallery/recount-images";
import { scorePublications } from "./gallery/score-publications";
import { heedVendorNotice } from "./heed-vendor-notice";
import { keepLedger } from "./keep-ledger";
import { keepMemberships } from "./keep-memberships";
import { checkLedgerNow } from "./ledger/check-ledger-now";
import { emptyTrash } from "./library/empty-trash";
import { recountStorage } from "./library/recount-storage";
import { pruneNotifications } from "./notifications/prune-notifications";
import { sendDelivery } from "./notifications/send-delivery";
import { sweepDeliveries } from "./notifications/sweep-deliveries";
import { followOrder } from "./payments/follow-order";
import { followRefund } from "./payments/follow-refund";
import { heedPaymentNotice } from "./payments/heed-payment-notice";
import { reconcilePayments } from "./payments/reconcile-payments";
import { sweepPayments } from "./payments/sweep-payments";
import { pruneBindings } from "./prune-bindings";
import { pruneLogs } from "./publishing/prune-logs";
import { reviewPublication } from "./publishing/review-publication";
import { sweepPublications } from "./publishing/sweep-publications";
import { purgeTrash } from "./purge-trash";
import { runGeneration } from "./run-generation";
import { prepareRequestLog } from "./stats/prepare-request-log";
import { rollUpFigures } from "./stats/roll-up-figures";
import { rollUpRequests } from "./stats/roll-up-requests";
import { stopCancelledGeneration } from "./stop-cancelled-generation";
import { countStyles } from "./styles/count-styles";
import { refreshSearchTexts } from "./styles/refresh-search-texts";
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
  checkLedgerNow,
  pruneBindings,
  pruneSessions,
  purgeTrash,
  emptyTrash,
  recountStorage,
  reviewPublication,
  sweepPublications,
  pruneLogs,
  scorePublications,
  recountImages,
  sendDelivery,
  sweepDeliveries,
  pruneNotifications,
  countStyles,
  refreshSearchTexts,
  prepareRequestLog,
  rollUpRequests,
  rollUpFigures,
];
