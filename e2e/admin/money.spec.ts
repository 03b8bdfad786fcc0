import { expect, test } from "../fixtures/browsers";
import { buyPack, orderPack } from "../fixtures/money";
import { chooseRole, newPerson, register, reviewer } from "../fixtures/people";
import { AuditPage } from "../pages/admin/audit-page";
import { OrdersPage, OwnOrders, ProductsPage } from "../pages/admin/money-pages";

const reason = "E2E: looked at by hand";

for (const language of ["zh-CN", "en"] as const)
  test.describe(`in ${language}`, () => {
    test.use({ language });

    test("a refund is requested, approved with the password, and followed until the money is back", async ({
      context,
      openBrowser,
      person,
      t,
    }) => {
      expect(person.username).not.toBe("");
      const id = await buyPack(context);
      const admin = reviewer();
      const orders = new OrdersPage(await (await openBrowser(admin)).newPage(), t);
      await orders.open({ number: id });
      await expect(orders.rows).toHaveCount(2);
      await orders.open({ number: id, open: id });
      const asking = await orders.press(orders.button("requestRefund"));
      await expect(asking.getByLabel(t("admin.money.orders.refundFen"))).toHaveValue("6.9");
      await asking.getByRole("textbox", { name: t("admin.money.orders.payerReason") }).fill("E2E refund");
      await orders.confirm(asking, t("admin.money.orders.requestRefundConfirm"), {});
      await orders.said(t("admin.money.orders.refundRequested"));

      await orders.openRefunds({ state: "open", open: id });
      const approving = await orders.press(orders.decision("approve"));
      const label = t("admin.money.refunds.approve");
      await orders.confirm(approving, label, { reason, password: "not the password" });
      await expect(approving.getByRole("alert")).toContainText(t("errors.code.wrong_password"));
      await orders.confirm(approving, label, { password: admin.password });
      await orders.said(t("admin.money.refunds.approved"));
      await expect(orders.decision("approve")).toHaveCount(0);
      await expect(async () => {
        await orders.open({ number: id, open: id });
        await expect(
          orders.sheet.getByText(t("admin.money.refundState.succeeded"), { exact: true }),
        ).toBeVisible({ timeout: 1_000 });
      }).toPass({ timeout: 60_000 });

      const audit = new AuditPage(orders.page, t);
      await audit.open({ subject: id, action: "refund-requests.approve" });
      await audit.openLine("refund-requests.approve");
      await audit.changed("state", "open", "approved");
      await expect(audit.sheet).toContainText(reason);
    });
  });

test("an order is checked and closed, and both stand in the audit log", async ({
  context,
  openBrowser,
  person,
  t,
}) => {
  expect(person.username).not.toBe("");
  const id = await orderPack(context);
  const prepaid = await context.request.post(`/api/v1/orders/${id}/pay`, { data: {} });
  expect(prepaid.status(), await prepaid.text()).toBe(200);
  const orders = new OrdersPage(await (await openBrowser(reviewer())).newPage(), t);
  await orders.open({ open: id });
  const checking = await orders.press(orders.button("check"));
  await orders.confirm(checking, t("admin.money.orders.check"), { reason });
  await orders.said(t("admin.money.orders.checked"));
  const closing = await orders.press(orders.button("close"));
  await orders.confirm(closing, t("admin.money.orders.close"), { reason });
  await orders.said(t("admin.money.orders.closed"));
  await expect(orders.button("close")).toHaveCount(0);
  const audit = new AuditPage(orders.page, t);
  await audit.open({ subject: id, action: "orders.close" });
  await audit.openLine("orders.close");
  await audit.changed("status", "paying", "closed");
  for (const ask of ["orders.check-asked", "orders.close-asked"]) {
    await audit.open({ subject: id, action: ask });
    await expect(audit.lines(ask)).toHaveCount(1);
  }
});

test("a person asks for a refund of their own order, an admin declines it, and they see both", async ({
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
  await expect(own.row).toContainText(t("checkout.orders.refund.states.open", { amount: "¥6.90" }));

  const orders = new OrdersPage(await (await openBrowser(reviewer())).newPage(), t);
  await orders.openRefunds({ state: "open" });
  const mine = orders.page.getByRole("row").filter({ hasText: person.username });
  await expect(mine).toHaveCount(1);
  await orders.openRefunds({ state: "open", open: id });
  const declining = await orders.press(orders.decision("decline"));
  await orders.confirm(declining, t("admin.money.refunds.decline"), { reason });
  await orders.said(t("admin.money.refunds.declined"));

  await own.open();
  await expect(own.row).toContainText(t("checkout.orders.refund.states.declined", { amount: "¥6.90" }));
  const audit = new AuditPage(orders.page, t);
  await audit.open({ subject: id, action: "refund-requests.open" });
  await expect(audit.lines("refund-requests.open")).toHaveCount(1);
  await audit.open({ subject: id, action: "refund-requests.decline" });
  await audit.openLine("refund-requests.decline");
  await audit.changed("state", "open", "declined");
  await expect(audit.sheet).toContainText(reason);
});

test("a new pack is created off sale, and the audit log has it", async ({ openBrowser, t }) => {
  const admin = reviewer();
  const products = new ProductsPage(await (await openBrowser(admin)).newPage(), t);
  const sku = `e2e-${newPerson().username.slice(4)}`;
  await products.open();
  const orders = new OrdersPage(products.page, t);
  const create = products.page.getByRole("button", { name: t("admin.money.products.newPack"), exact: true });
  const window = await orders.press(create);
  await window.getByRole("textbox", { name: t("admin.money.products.sku") }).fill(sku);
  await window.getByLabel(t("admin.money.products.credits")).fill("30");
  await window.getByLabel(t("admin.money.products.priceFen")).fill("2.9");
  await orders.confirm(window, t("admin.money.products.create"), { reason, password: admin.password });
  await orders.said(t("admin.money.products.created"));
  await expect(products.row(sku)).toContainText(t("admin.money.products.offSale"));
  const audit = new AuditPage(products.page, t);
  await audit.open({ subject: sku });
  await expect(audit.lines("products.create")).toHaveCount(1);
  await audit.openLine("products.create");
  await audit.changed("priceFen", "–", "290");
});

test("an auditor reads the money pages and their files, and finds no way to write", async ({
  context,
  openBrowser,
  person,
  t,
}) => {
  expect(person.username).not.toBe("");
  const id = await orderPack(context);
  const auditor = newPerson();
  await register(auditor);
  await chooseRole(auditor, "auditor");
  const browser = await openBrowser(auditor);
  const orders = new OrdersPage(await browser.newPage(), t);
  await orders.open({ number: id, open: id });
  await expect(orders.sheet).toBeVisible();
  await expect(orders.sheet.getByText(t("admin.money.orderStatus.created")).first()).toBeVisible();
  for (const key of ["check", "close", "requestRefund"] as const)
    await expect(orders.button(key)).toHaveCount(0);
  const products = new ProductsPage(orders.page, t);
  await products.open();
  await expect(products.row("credits-100")).toBeVisible();
  await expect(products.editButtons).toHaveCount(0);
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const file = await browser.request.get(`/api/v1/admin/exports/orders?from=${today}&to=${today}`);
  expect(file.status()).toBe(200);
  expect(await file.text()).toContain(id);
  expect((await context.request.get(`/api/v1/admin/exports/orders?from=${today}&to=${today}`)).status()).toBe(
    403,
  );
});
