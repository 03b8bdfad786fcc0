import type { Locator, Page } from "@playwright/test";
import { expect } from "../../fixtures/test";
import type { Texts } from "../../fixtures/texts";
import { Viewer } from "../viewer";

/** The way to a copy without the visible label, from the viewer over the library. */
export class CopyWindow {
  readonly viewer: Viewer;
  constructor(
    readonly page: Page,
    readonly t: Texts,
  ) {
    this.viewer = new Viewer(page, t);
  }

  /** Opens the menu with the formats of an image. */
  async openFormats(imageId: string): Promise<void> {
    await this.page.goto(`/library?image=${imageId}`);
    await expect(this.viewer.panel).toBeVisible();
    await this.viewer.any.getByRole("button", { name: this.t("viewer.otherFormats") }).click();
  }
  async open(imageId: string): Promise<void> {
    await this.openFormats(imageId);
    await this.menuItem.click();
    await expect(this.window).toBeVisible();
  }
  get menuItem(): Locator {
    return this.page.getByRole("menuitem", { name: this.t("copies.menu"), exact: true });
  }
  get window(): Locator {
    return this.page.getByRole("dialog", { name: this.t("copies.agreement.title"), exact: true });
  }
  get purpose(): Locator {
    return this.window.getByRole("textbox", { name: this.t("copies.purpose"), exact: true });
  }
  get agree(): Locator {
    return this.window.getByRole("checkbox", { name: this.t("copies.agree"), exact: true });
  }
  get submit(): Locator {
    return this.window.getByRole("button", { name: this.t("copies.submit"), exact: true });
  }
}
