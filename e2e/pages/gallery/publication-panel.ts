import type { Locator, Page } from "@playwright/test";
import type { PublicationState } from "@/lib/gallery/schema";
import { expect } from "../../fixtures/test";
import type { Texts } from "../../fixtures/texts";
import { Viewer } from "../viewer";

/** Where an own image stands with the gallery, in the viewer over the library, and what can be done about it. */
export class PublicationPanel {
  readonly viewer: Viewer;
  constructor(
    readonly page: Page,
    readonly t: Texts,
  ) {
    this.viewer = new Viewer(page, t);
  }

  /** Opens the viewer on one image, with what the server knows now. */
  async open(imageId: string): Promise<void> {
    await this.page.goto(`/library?image=${imageId}`);
    await expect(this.viewer.panel).toBeVisible();
  }
  get section(): Locator {
    return this.viewer.panel.getByRole("region", { name: this.t("publishing.standing"), exact: true });
  }
  state = (state: Exclude<PublicationState, "private">) =>
    this.section.getByText(this.t(`publishing.states.${state}`), { exact: true });
  get publishButton(): Locator {
    return this.viewer.panel.getByRole("button", { name: this.t("viewer.publish"), exact: true });
  }
  get appealButton(): Locator {
    return this.section.getByRole("button", { name: this.t("publishing.appeal"), exact: true });
  }

  /** Hands the image in; of an imported one says what it is. */
  async publish(declaration?: "own_photo" | "ai_elsewhere"): Promise<void> {
    await this.publishButton.click();
    const window = this.page.getByRole("dialog", { name: this.t("publishing.title", { count: 1 }) });
    if (declaration)
      await window.getByRole("radio", { name: this.t(`publishing.declarations.${declaration}`) }).click();
    await window.getByRole("button", { name: this.t("publishing.submit"), exact: true }).click();
    await expect(window.getByText(this.t("publishing.waiting", { count: 1 }), { exact: true })).toBeVisible();
    await this.page.keyboard.press("Escape");
    await expect(window).toHaveCount(0);
  }
  async withdraw(): Promise<void> {
    const name = this.t("publishing.withdraw");
    await this.section.getByRole("button", { name, exact: true }).click();
    const window = this.page.getByRole("alertdialog", { name: this.t("publishing.withdrawTitle") });
    await window.getByRole("button", { name, exact: true }).click();
    await expect(this.page.getByText(this.t("publishing.withdrawn"), { exact: true })).toBeVisible();
  }
  async appeal(text: string): Promise<void> {
    await this.appealButton.click();
    const window = this.page.getByRole("dialog", { name: this.t("publishing.appealTitle") });
    await window.getByRole("textbox", { name: this.t("publishing.appealText") }).fill(text);
    await window.getByRole("button", { name: this.t("publishing.appealSubmit"), exact: true }).click();
    await expect(this.page.getByText(this.t("publishing.appealed"), { exact: true })).toBeVisible();
  }
}
