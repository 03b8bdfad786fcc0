import { open, type Rows } from "./rows.fixture";

/** Doors for others than people: what somebody is signed in as opens none of them. */
export const doorRows: Rows = {
  "GET /api/health": open(200),
  "GET /api/metrics": open(404),
  "GET /api/inngest": open(404),
  "POST /api/inngest": open(404),
  "PUT /api/inngest": open(404),
  "GET /api/auth/[...nextauth]": open(200, () => ({ params: { nextauth: "csrf" } })),
  "POST /api/auth/[...nextauth]": open(302, () => ({ params: { nextauth: "csrf" } })),
  "POST /api/webhooks/[vendor]/[key]": open(401, () => ({
    params: { vendor: "none", key: "none" },
    body: {},
  })),
  "GET /api/wechat/events": open(403),
  "POST /api/wechat/events": open(403),
  "GET /api/wechat/oauth": open(302),
  "GET /api/wechat/oauth/start": open(302),
  "POST /api/wechat/pay/notify": open(401),
  "POST /api/wechat/pay/refund-notify": open(401),
  "GET /api/internal/wechat/events": open(404),
  "POST /api/internal/wechat/events": open(404),
  "GET /api/internal/wechat/oauth": open(404),
  "GET /api/internal/wechat/oauth/start": open(404),
  "POST /api/internal/wechat/pay/notify": open(404),
  "POST /api/internal/wechat/pay/refund-notify": open(404),
};
for (const path of ["/api/[...missing]"])
  for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"]) doorRows[`${method} ${path}`] = open(404);
