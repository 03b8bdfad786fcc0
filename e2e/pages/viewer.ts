import type { Download, Locator, Page } from "@playwright/test";
import { expect } from "../fixtures/test";
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
  /** Everything about the image, beside it. */
  get panel(): Locator {
    return this.page.getByRole("complementary", { name: this.t("viewer.info") });
  }
  /** The image's own tags. */
  get tags(): Locator {
    return this.panel.getByRole("list", { name: this.t("viewer.tags"), exact: true }).getByRole("listitem");
  }
  async addTags(text: string): Promise<void> {
    const input = this.panel.getByRole("textbox", { name: this.t("viewer.addTag") });
    await input.fill(text);
    await input.press("Enter");
  }
  removeTag = (tag: string) =>
    this.panel.getByRole("button", { name: this.t("viewer.removeTag", { tag }), exact: true }).click();

  /** Closes it by the keyboard. A menu that is still on its way out would take the key for itself. */
  async close(): Promise<void> {
    await expect(this.page.getByRole("menu")).toHaveCount(0);
    await this.page.keyboard.press("Escape");
    await expect(this.any).toHaveCount(0);
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
