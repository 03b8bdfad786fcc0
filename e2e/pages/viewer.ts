import type { Download, Locator, Page } from "@playwright/test";
import type { Texts } from "../fixtures/texts";

/** The viewer over a grid. */
export class Viewer {
  constructor(
    readonly page: Page,
    readonly t: Texts,
  ) {}

  at = (index: number, count: number) =>
    this.page.getByRole("dialog", { name: this.t("viewer.title", { index, count }) });
  get any(): Locator {
    return this.page.getByRole("dialog");
  }

  async download(): Promise<Download> {
    const coming = this.page.waitForEvent("download");
    await this.any.getByRole("link", { name: this.t("viewer.download"), exact: true }).click();
    return coming;
  }
  async downloadAs(format: "png" | "jpeg" | "webp"): Promise<Download> {
    const coming = this.page.waitForEvent("download");
    await this.any.getByRole("button", { name: this.t("viewer.otherFormats") }).click();
    await this.page.getByRole("menuitem", { name: this.t(`viewer.formats.${format}`) }).click();
    return coming;
  }
}
