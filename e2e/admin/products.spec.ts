import { expect, test } from "../fixtures/browsers";
import { newPerson } from "../fixtures/people";
import { ProductsPage } from "../pages/admin/money-pages";
import { PanelWrites } from "../pages/admin/panel-writes";
import { newAdmin } from "./new-admin";

const contents = { newPack: { credits: "30" }, newMembership: { plan: "enterprise", months: "24" } };

for (const kind of ["newPack", "newMembership"] as const)
  test(`${kind}: a product is created off sale, and its price is changed there`, async ({
    openBrowser,
    t,
  }) => {
    const admin = await newAdmin();
    const panel = new PanelWrites(await (await openBrowser(admin)).newPage(), t, admin);
    const products = new ProductsPage(panel.page, t);
    const sku = `e2e-${newPerson().username.slice(4)}`;
    await products.open();
    const fields = { sku, ...contents[kind], priceFen: "290" };
    const create = panel.button(t(`admin.money.products.${kind}`));
    await panel.write(create, { fields }, t("admin.money.products.created"));
    const row = products.row(sku);
    await expect(row).toContainText(t("admin.money.products.offSale"));
    const edit = panel.button(t("admin.money.products.edit"), row);
    await panel.write(edit, { fields: { priceFen: "299" } }, t("admin.money.products.saved"));
    await expect(row).toContainText("299");
    await panel.logged(sku, "products.create", { priceFen: ["–", "29000"] });
    await panel.logged(sku, "products.save", { priceFen: ["29000", "29900"] });
  });
