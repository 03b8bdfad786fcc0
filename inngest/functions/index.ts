import { heedVendorNotice } from "./heed-vendor-notice";
import { keepLedger } from "./keep-ledger";
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
  keepLedger,
  purgeTrash,
];
