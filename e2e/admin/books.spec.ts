import { expect, test } from "../fixtures/browsers";
import { buyPack } from "../fixtures/money";
import { generate } from "../fixtures/orders";
import { OrdersPage, OwnOrders } from "../pages/admin/money-pages";
import { PanelWrites } from "../pages/admin/panel-writes";
import { ownerOf } from "./more-generations";
import { newAdmin } from "./new-admin";
import { differ, refuseRefund } from "./troubles";

test("a difference with WeChat Pay is resolved with what was found", async ({ openBrowser, t }) => {
  const number = await differ();
  const admin = await newAdmin();
  const panel = new PanelWrites(await (await openBrowser(admin)).newPage(), t, admin);
  await panel.open("money/differences");
  const row = panel.rowOf(number);
  await expect(row).toContainText("6.91");
  const resolve = panel.button(t("admin.money.differences.resolve"), row);
  await panel.write(resolve, {}, t("admin.money.differences.resolved"));
  await expect(row).toHaveCount(0);
  await panel.filter({ state: "resolved" });
  await expect(row).toHaveCount(1);
  await panel.logged(number, "payment-differences.resolve", { state: ["open", "resolved"] });
});

test("the ledger is found by person and kind, by what it is about, and by business key", async ({
  context,
  openBrowser,
  person,
  t,
}) => {
  const order = await buyPack(context);
  const { id } = await generate(context, { prompt: person.username, count: 1 });
  const admin = await newAdmin();
  const panel = new PanelWrites(await (await openBrowser(admin)).newPage(), t, admin);
  const rows = panel.rows(t("admin.money.ledger.title"));
  const find = async (filter: Record<string, string>, count: number) => {
    await panel.open("money/ledger");
    await panel.filter(filter);
    await expect(rows, JSON.stringify(filter)).toHaveCount(count);
  };
  await find({ key: `order:${order}` }, 1);
  await expect(rows).toContainText(person.username);
  // Reserved and settled.
  await find({ subject: id }, 2);
  const user = await ownerOf(id);
  // The welcome and the pack.
  await find({ user, kind: "grant" }, 2);
  await find({ user, kind: "expire" }, 0);
});

test("the whole ledger is checked by hand, and it agrees", async ({ openBrowser, t }) => {
  const admin = await newAdmin();
  const panel = new PanelWrites(await (await openBrowser(admin)).newPage(), t, admin);
  const check = panel.button(t("admin.money.ledger.checkNow"));
  await expect(async () => {
    await panel.open("money/ledger");
    await expect(check).toBeEnabled({ timeout: 1_000 });
  }).toPass({ timeout: 60_000 });
  const pressedAt = new Date().toISOString();
  await panel.write(check, {}, t("admin.money.ledger.checkAsked"));
  const section = panel.page.getByRole("region", { name: t("admin.money.ledger.checks"), exact: true });
  const newest = section.getByRole("listitem").first();
  // Only one check runs at a time, so what came out after the press is what it asked for.
  await expect(async () => {
    await panel.open("money/ledger");
    await expect(check).toBeEnabled({ timeout: 1_000 });
    const at = await newest.locator("time").getAttribute("datetime", { timeout: 1_000 });
    expect(at ?? "").toMatch(/^\d{4}-.*Z$/);
    expect((at ?? "") > pressedAt).toBe(true);
  }).toPass({ timeout: 60_000 });
  await expect(newest.getByText(t("admin.money.ledger.agrees"), { exact: true })).toBeVisible();
  await panel.audit.open({ actor: admin.username, action: "credits.check-ledger" });
  await panel.audit.openLine("credits.check-ledger");
  await panel.audit.changed("isRunning", "false", "true");
});

test("a refund that WeChat Pay never heard of is given up, and what it took comes back", async ({
  context,
  openBrowser,
  person,
  t,
}) => {
  const order = await buyPack(context);
  await refuseRefund(order);
  const admin = await newAdmin();
  const panel = new PanelWrites(await (await openBrowser(admin)).newPage(), t, admin);
  await panel.open(`money/orders?open=${order}`);
  const abandon = panel.button(t("admin.money.refunds.abandon"), panel.sheet);
  await panel.write(abandon, {}, t("admin.money.refunds.abandoned"));
  await expect(abandon).toHaveCount(0);
  const balance = await context.request.get("/api/v1/credits");
  expect((await balance.json()).available, person.username).toBe(155);
  await panel.logged(order, "refunds.abandon", { status: ["abnormal", "closed"] });
});

test("what a buyer asked to have back is approved, and the buyer sees it", async ({
  context,
  openBrowser,
  page,
  person,
  t,
}) => {
  expect(person.username).not.toBe("");
  const id = await buyPack(context);
  const own = new OwnOrders(page, t);
  await own.open();
  await own.askForRefund("E2E: bought by mistake");
  const admin = await newAdmin();
  const panel = new PanelWrites(await (await openBrowser(admin)).newPage(), t, admin);
  const orders = new OrdersPage(panel.page, t);
  await orders.openRefunds({ state: "open", open: id });
  await panel.write(orders.decision("approve"), {}, t("admin.money.refunds.approved"));
  await expect(orders.decision("approve")).toHaveCount(0);
  await own.open();
  const asked = t("checkout.orders.refund.states.open", { amount: "¥6.90" });
  await expect(own.row).not.toContainText(asked);
  await panel.logged(id, "refund-requests.approve", { state: ["open", "approved"] });
});
