import { each, type Rows } from "./rows.fixture";

/** Files of everybody's money: for those who see the admin panel. An admin who looks as somebody else is that person. */
const exports = {
  ...each({ anonymous: 401, other: 403, key: 403, device: 403, admin: 200, auditor: 200 }, 403, () => ({
    query: { from: "2026-01-01", to: "2026-01-31" },
  })),
  viewer: 403,
};

export const adminMoneyRows: Rows = {
  "GET /api/v1/admin/exports/orders": exports,
  "GET /api/v1/admin/exports/refunds": exports,
  "GET /api/v1/admin/exports/ledger": exports,
};
