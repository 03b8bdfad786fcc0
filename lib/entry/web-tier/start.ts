import { env } from "@/lib/platform/env";
import { beforeEveryRequest, trustOnlyOwnProxy } from "@/lib/platform/http/own-proxy";
import { logger } from "@/lib/platform/log";
import { webTierServes } from "./serves";

/** An address below /api that no route has, so that its 404 is a short problem and no page. */
export const NOWHERE = "/api/not-on-the-web-tier";

/** Where a request leads on the web tier: to what it serves, or nowhere. */
export const webTierUrl = (url: string): string =>
  webTierServes(url.split("?", 1)[0] ?? "") ? url : NOWHERE;

/**
 * Starts nothing but a gate: engine, sweeps and database belong to the app. The gate stands before Next, because
 * a matcher of proxy.ts that took in /api would make the app buffer every upload, and a refusal in each frame
 * would be missing in the next one.
 */
export function startWebTier(): void {
  trustOnlyOwnProxy();
  beforeEveryRequest((request) => {
    request.url = webTierUrl(request.url ?? "/");
  });
  logger("start").info("started", {
    role: "web",
    app: new URL(env().APP_INTERNAL_URL ?? env().APP_URL).host,
  });
}
