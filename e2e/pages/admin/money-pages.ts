import type { Locator, Page } from "@playwright/test";
import { alive } from "../../fixtures/alive";
import { expect } from "../../fixtures/test";
import type { Texts } from "../../fixtures/texts";

/** Orders and refunds, and one order beside its list. */
export class OrdersPage {
  constructor(
    readonly page: Page,
    readonly t: Texts,
  ) {}

  open = (filter: Record<string, string> = {}) =>
    this.page.goto(`/admin/money/orders?${new URLSearchParams(filter)}`);
  openRefunds = (filter: Record<string, string> = {}) =>
    this.page.goto(`/admin/money/refunds?${new URLSearchParams(filter)}`);

  get rows(): Locator {
    const name = this.t("admin.money.orders.title");
    return this.page.getByRole("table", { name, exact: true }).getByRole("row");
  }
  get sheet(): Locator {
    return this.page.getByRole("dialog", { name: this.t("admin.money.orders.one"), exact: true });
  }
  button = (key: "check" | "close" | "requestRefund"): Locator =>
    this.sheet.getByRole("button", { name: this.t(`admin.money.orders.${key}`), exact: true });
  decision = (key: "approve" | "decline"): Locator =>
    this.sheet.getByRole("button", { name: this.t(`admin.money.refunds.${key}`), exact: true });

  /** Opens the window behind a button. */
  async press(button: Locator): Promise<Locator> {
    await alive(button);
    await button.click();
    return this.page.getByRole("dialog").last();
  }
  /** Fills in why, proves who it is where that is asked, and confirms. */
  async confirm(
    window: Locator,
    label: string,
    given: { reason?: string; password?: string },
  ): Promise<void> {
    if (given.reason !== undefined)
      await window.getByRole("textbox", { name: this.t("admin.kit.reason") }).fill(given.reason);
    if (given.password !== undefined)
      await window.getByLabel(this.t("admin.kit.password"), { exact: true }).fill(given.password);
    await window
      .getByRole("button", { name: label, exact: true })
      .and(window.locator("[type=submit]"))
      .click();
  }
  said = (text: string) => expect(this.page.getByText(text, { exact: true }).last()).toBeVisible();
}

/** A person's own orders on the page of their credits. */
export class OwnOrders {
  constructor(
    readonly page: Page,
    readonly t: Texts,
  ) {}

  open = () => this.page.goto("/credits");
  get row(): Locator {
    const name = this.t("checkout.orders.title");
    return this.page.getByRole("table", { name, exact: true }).getByRole("row").nth(1);
  }
  /** Asks for what is unused of the newest order. */
  async askForRefund(reason: string): Promise<void> {
    const ask = this.row.getByRole("button").filter({ hasText: this.t("checkout.orders.refund.ask") });
    await alive(ask);
    await ask.click();
    const window = this.page.getByRole("dialog", {
      name: this.t("checkout.orders.refund.title"),
      exact: true,
    });
    await window.getByRole("textbox", { name: this.t("checkout.orders.refund.reason") }).fill(reason);
    await window.getByRole("button", { name: this.t("checkout.orders.refund.submit"), exact: true }).click();
    await expect(window).toHaveCount(0);
  }
}

/** The price list. */
export class ProductsPage {
  constructor(
    readonly page: Page,
    readonly t: Texts,
  ) {}

  open = () => this.page.goto("/admin/money/products");
  row = (sku: string): Locator =>
    this.page.getByRole("row").filter({ has: this.page.getByText(sku, { exact: true }) });
  get editButtons(): Locator {
    return this.page.getByRole("button", { name: this.t("admin.money.products.edit"), exact: true });
  }
}
