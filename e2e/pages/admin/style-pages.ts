import type { Locator, Page } from "@playwright/test";
import { alive } from "../../fixtures/alive";
import type { Texts } from "../../fixtures/texts";

/** The style tags, and one of them beside its list. */
export class StylesPage {
  constructor(
    readonly page: Page,
    readonly t: Texts,
  ) {}

  open = (slug?: string) => this.page.goto(`/admin/styles${slug ? `?open=${slug}` : ""}`);
  row = (slug: string): Locator =>
    this.page.getByRole("row").filter({ has: this.page.getByText(slug, { exact: true }) });
  button = (name: string): Locator => this.page.getByRole("button", { name, exact: true });

  /** Opens the window behind a button. */
  async press(name: string): Promise<Locator> {
    await alive(this.button(name));
    await this.button(name).click();
    return this.page.getByRole("dialog").last();
  }
}
