import { beforeAll, describe, expect, test, vi } from "vitest";
import { askers, ofAuditor } from "./askers.fixture";
import { type Endpoint, findEndpoints, send } from "./call.fixture";
import type { Row } from "./rows.fixture";
import { accountRows } from "./rows-account.fixture";
import { adminMoneyRows } from "./rows-admin-money.fixture";
import { styleRows } from "./rows-admin-styles.fixture";
import { doorRows } from "./rows-doors.fixture";
import { galleryRows } from "./rows-gallery.fixture";
import { libraryRows } from "./rows-library.fixture";
import { noticeRows } from "./rows-notices.fixture";
import { pictureRows } from "./rows-pictures.fixture";
import { sharingRows } from "./rows-sharing.fixture";
import { shopRows } from "./rows-shop.fixture";
import { MARK, openWorld, type World } from "./world.fixture";

vi.hoisted(() => {
  process.env.RATE_LIMIT_FACTOR = "1000";
});

const rows: Record<string, Row> = {
  ...pictureRows,
  ...libraryRows,
  ...galleryRows,
  ...sharingRows,
  ...accountRows,
  ...noticeRows,
  ...shopRows,
  ...doorRows,
  ...adminMoneyRows,
  ...styleRows,
};
const endpoints = await findEndpoints();

/** Whoever only looks reads what the owner reads, and writes nowhere; doors for machines know no people. */
function ofViewer(endpoint: Endpoint, row: Row): number {
  if (row.viewer !== undefined) return row.viewer;
  if (endpoint.name in doorRows) return row.expected.admin;
  return endpoint.method === "GET" ? (row.owner ?? row.expected.admin) : 403;
}

let world: World;
beforeAll(async () => {
  world = await openWorld();
  return world.close;
});

test("every route has its row, and every row its route", () => {
  expect(Object.keys(rows).sort()).toEqual(endpoints.map((endpoint) => endpoint.name).sort());
});

describe.each(endpoints)("$name", (endpoint) => {
  const row = rows[endpoint.name];
  test.runIf(row)(
    "answers each asker as the table says, and changes and shows nothing of the owner's",
    async () => {
      if (!row) return;
      const ask = await row.ask(world);
      const credentials = await world.credentials();
      const before = await world.fingerprint();
      for (const asker of [...askers, "auditor"] as const) {
        const answer = await send(endpoint, ask, credentials[asker]);
        const status = asker === "auditor" ? ofAuditor(row.expected) : row.expected[asker];
        expect(answer.status, `${asker}: ${answer.text.slice(0, 300)}`).toBe(status);
        if (!row.shown) expect(answer.text, `${asker} sees the owner's words`).not.toContain(MARK);
        if (row.says && answer.status < 300)
          expect(row.says(answer.text), `${asker}: ${answer.text}`).toBe(true);
      }
      if (!row.counted) expect(await world.fingerprint()).toBe(before);
      const unseen = await world.fingerprint();
      const seen = await send(endpoint, ask, credentials.viewer);
      expect(seen.status, `viewer: ${seen.text.slice(0, 300)}`).toBe(ofViewer(endpoint, row));
      expect(await world.fingerprint(), "what an admin's view changed").toBe(unseen);
      if (row.owner === null) return;
      const answer = await send(endpoint, ask, credentials.owner);
      expect(answer.status, `owner: ${answer.text.slice(0, 300)}`).toBe(row.owner);
      if (row.says) expect(row.says(answer.text), `owner: ${answer.text}`).toBe(false);
    },
  );
});
