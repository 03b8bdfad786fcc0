const served = new Set([
  "/api/wechat/events",
  "/api/wechat/oauth",
  "/api/wechat/oauth/start",
  "/api/wechat/pay/notify",
  "/api/wechat/pay/refund-notify",
  "/api/health",
  "/health",
]);

/** The whole of the web tier by path, compared as it came: no other spelling of a path is served either. */
export const webTierServes = (path: string): boolean => served.has(path);
