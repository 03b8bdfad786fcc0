import type { Locator, Page } from "@playwright/test";
import { alive } from "../../fixtures/alive";
import { expect } from "../../fixtures/test";
import type { Texts } from "../../fixtures/texts";

interface Given {
  /** By the label of the field. */
  fields?: Record<string, string>;
  choices?: Record<string, string>;
  reason?: string;
  password?: string;
}

/** The window that the panel opens before a write. */
export class ActionWindow {
  constructor(
    readonly page: Page,
    readonly t: Texts,
  ) {}

  button = (label: string): Locator =>
    this.page.getByRole("main").getByRole("button", { name: label, exact: true });
  get window(): Locator {
    return this.page.getByRole("dialog").last();
  }

  async press(button: Locator): Promise<void> {
    await alive(button);
    await button.click();
    await expect(this.window).toBeVisible();
  }
  /** Fills in what is asked and confirms. */
  async confirm(label: string, { fields = {}, choices = {}, reason, password }: Given): Promise<void> {
    const { window, t } = this;
    for (const [name, value] of Object.entries(fields)) await window.getByLabel(name).first().fill(value);
    for (const [name, value] of Object.entries(choices))
      await window.getByRole("combobox", { name }).selectOption(value);
    if (reason !== undefined) await window.getByRole("textbox", { name: t("admin.kit.reason") }).fill(reason);
    if (password !== undefined)
      await window.getByLabel(t("admin.kit.password"), { exact: true }).fill(password);
    // The cross that closes the window may bear the same word.
    await window
      .getByRole("button", { name: label, exact: true })
      .and(window.locator("[type=submit]"))
      .click();
  }
  /** The whole of it: the button, the window, and the word that it is done. */
  async act(label: string, given: Given, done: string): Promise<void> {
    await this.press(this.button(label));
    await this.confirm(label, given);
    await expect(this.page.getByText(done, { exact: true }).last()).toBeVisible();
    await expect(this.page.getByRole("dialog")).toHaveCount(0);
  }
}
