import type { Locator, Page } from "@playwright/test";
import { alive } from "../../fixtures/alive";
import { expect } from "../../fixtures/test";
import type { Texts } from "../../fixtures/texts";

interface Given {
  /** By the label of the field. */
  fields?: Record<string, string>;
  reason?: string;
  password?: string;
}

/** A page of the panel under /admin/system or /admin/vendors: its table, its record and the windows of its writes. */
export class PanelPage {
  constructor(
    readonly page: Page,
    readonly t: Texts,
  ) {}

  open = (path: string) => this.page.goto(`/admin/${path}`);

  /** The record beside the table. */
  get sheet(): Locator {
    return this.page.getByRole("dialog").first();
  }
  /** A button of the page or, where a record is open, of the record: what is behind it is hidden from everybody. */
  button = (name: string): Locator => this.page.getByRole("button", { name, exact: true });
  row = (text: string): Locator => this.page.getByRole("row").filter({ hasText: text });

  /** Presses a button and gives the window that it opened. */
  async press(button: Locator): Promise<Locator> {
    await alive(button);
    // The record that the window stands over is hidden meanwhile.
    const all = this.page.getByRole("dialog", { includeHidden: true });
    const before = await all.count();
    await button.click();
    await expect(all).toHaveCount(before + 1);
    return this.page.getByRole("dialog").last();
  }
  async confirm(window: Locator, label: string, { fields = {}, reason, password }: Given): Promise<void> {
    // What is hidden while it is typed has a label and no role.
    const hidden = window.locator("input[type=password]");
    for (const [name, value] of Object.entries(fields))
      await window
        .getByRole("textbox", { name })
        .or(hidden.and(window.getByLabel(name)))
        .first()
        .fill(value);
    if (reason !== undefined)
      await window.getByRole("textbox", { name: this.t("admin.kit.reason") }).fill(reason);
    if (password !== undefined)
      await window.getByLabel(this.t("admin.kit.password"), { exact: true }).fill(password);
    await window
      .getByRole("button", { name: label, exact: true })
      .and(window.locator("[type=submit]"))
      .click();
  }
  /** The whole of a write: button, window, and the word that it is done. */
  async act(button: Locator, label: string, given: Given, done: string): Promise<void> {
    const window = await this.press(button);
    await this.confirm(window, label, given);
    await this.said(done);
  }
  said = (text: string) => expect(this.page.getByText(text, { exact: true }).last()).toBeVisible();
}
