import { randomUUID } from "node:crypto";
import { expect, test } from "../fixtures/browsers";
import { newPerson } from "../fixtures/people";
import { server } from "../fixtures/stack/server";
import { PanelWrites } from "../pages/admin/panel-writes";
import { NotificationSettingsPage } from "../pages/settings/notification-settings-page";
import { failedCall } from "./failed-call";
import { newAdmin } from "./new-admin";

const DAY_MS = 86_400_000;
/** A day as the panel names it, in Shanghai. */
const day = (daysFromNow: number) =>
  new Date(Date.now() + 8 * 3_600_000 + daysFromNow * DAY_MS).toISOString().slice(0, 10);

test("an announcement of another century is changed, and its lines are found by actor and by day", async ({
  openBrowser,
  t,
}) => {
  const admin = await newAdmin();
  const panel = new PanelWrites(await (await openBrowser(admin)).newPage(), t, admin);
  const mark = newPerson().username;
  await panel.open("system/announcements");
  const fields = { textZh: `将来 ${mark}`, textEn: `later ${mark}`, startsAt: "2126-01-01 09:00" };
  const create = panel.button(t("admin.system.announcements.create")).first();
  await panel.write(create, { fields }, t("admin.system.announcements.created"));
  await panel.page.getByRole("link", { name: fields.textZh, exact: true }).click();
  const { sheet } = panel;
  const upcoming = t("admin.system.announcements.states.upcoming");
  await expect(sheet.getByText(upcoming, { exact: true })).toBeVisible();
  const id = new URL(panel.page.url()).searchParams.get("open") ?? "";
  const changed = { textEn: `much later ${mark}` };
  const edit = panel.button(t("admin.system.announcements.edit"), sheet);
  await panel.write(edit, { fields: changed }, t("admin.system.announcements.saved"));
  await expect(sheet).toContainText(changed.textEn);
  await panel.logged(id, "announcements.update", { textEn: [fields.textEn, changed.textEn] });

  const lines = panel.rows(t("admin.system.audit.title"));
  const find = async (filter: Record<string, string>, count: number) => {
    await panel.open("system/audit");
    await panel.filter({ actor: admin.username, ...filter });
    await expect(lines, JSON.stringify(filter)).toHaveCount(count);
  };
  await find({}, 2);
  await find({ from: day(-1), to: day(1) }, 2);
  await find({ to: day(-1) }, 0);
  await find({ from: day(2) }, 0);
  await panel.open(`system/announcements?open=${id}`);
  const end = panel.button(t("admin.system.announcements.end"), sheet);
  await panel.write(end, {}, t("admin.system.announcements.ended"));
});

test("a call of somebody's server that was given up is found, sent again and taken", async ({
  openBrowser,
  page,
  person,
  t,
}) => {
  const root = server.simulator("receiver");
  const name = `e2e-${randomUUID()}`;
  const url = `${root}/hooks/${name}`;
  const settings = new NotificationSettingsPage(page, t);
  await settings.open();
  const body = JSON.stringify({ secret: await settings.addEndpoint(url), answers: [] });
  expect((await fetch(`${root}/__inboxes/${name}`, { method: "PUT", body })).status).toBe(204);
  const id = await failedCall(url);

  const admin = await newAdmin();
  const panel = new PanelWrites(await (await openBrowser(admin)).newPage(), t, admin);
  await panel.open("system/deliveries");
  await panel.filter({ user: person.username, channel: "webhook", state: "failed" });
  const row = panel.rowOf(id);
  await expect(row).toContainText(t("admin.system.deliveries.errors.status"));
  await row.getByRole("link").first().click();
  const { sheet } = panel;
  await expect(sheet).toContainText(new URL(url).host);
  const again = panel.button(t("admin.system.deliveries.sendAgain"), sheet);
  await panel.write(again, {}, t("admin.system.deliveries.queued"));
  const calls = async () => (await (await fetch(`${root}/__inboxes/${name}`)).json()) as { refusal: null }[];
  await expect.poll(calls, { timeout: 90_000 }).toMatchObject([{ refusal: null }]);
  await expect(async () => {
    await panel.open(`system/deliveries?open=${id}`);
    const delivered = t("admin.system.deliveries.states.delivered");
    await expect(sheet.getByText(delivered, { exact: true })).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
  await panel.logged(id, "notifications.send-again", { state: ["failed", "waiting"] });
});
