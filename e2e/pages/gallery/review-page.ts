import type { Locator, Page } from "@playwright/test";
import type { DecisionReason } from "@/lib/gallery/schema";
import { alive } from "../../fixtures/alive";
import { expect } from "../../fixtures/test";
import type { Texts } from "../../fixtures/texts";

/** The queue of images that wait for a decision, and the reports of public ones. */
export class ReviewPage {
  constructor(
    readonly page: Page,
    readonly t: Texts,
  ) {}

  open = (view?: "reports") => this.page.goto(`/admin/review${view ? `?view=${view}` : ""}`);

  /** The image that is looked at. */
  get item(): Locator {
    return this.page.getByRole("main").getByRole("article");
  }
  /** A public image in the list of reports, by its prompt. */
  reported = (prompt: string): Locator =>
    this.page.getByRole("main").getByRole("listitem").filter({ hasText: prompt });

  /** Goes through the queue by keys until the image of a prompt is in sight. */
  async find(prompt: string): Promise<void> {
    await this.open();
    await alive(this.item);
    const isThere = async () => {
      if (await this.item.getByText(prompt, { exact: true }).isVisible()) return true;
      await this.page.keyboard.press("j");
      return false;
    };
    await expect.poll(isThere, { intervals: [200], message: `${prompt} in the queue` }).toBe(true);
  }
  approve = () => this.page.keyboard.press("a");
  /** Refuses the image in sight, by keys as far as there are some. */
  async reject(reason: DecisionReason, note: string): Promise<void> {
    await this.page.keyboard.press("r");
    await this.refuse(this.item, "reject", reason, note);
  }
  async takeDown(prompt: string, reason: DecisionReason, note: string): Promise<void> {
    const row = this.reported(prompt);
    const open = row.getByRole("button", { name: this.t("review.takeDownOpen"), exact: true });
    await alive(open);
    await open.click();
    await this.refuse(row, "takeDown", reason, note);
  }
  /** Closes the reports of an image that stays. */
  async keep(prompt: string): Promise<void> {
    const button = this.reported(prompt).getByRole("button", { name: this.t("review.keep"), exact: true });
    await alive(button);
    await button.click();
    await expect(this.page.getByText(this.t("review.kept"), { exact: true })).toBeVisible();
  }
  private async refuse(
    at: Locator,
    button: "reject" | "takeDown",
    reason: DecisionReason,
    note: string,
  ): Promise<void> {
    await at.getByRole("combobox", { name: this.t("review.reason"), exact: true }).selectOption(reason);
    await at.getByRole("textbox", { name: this.t("review.note"), exact: true }).fill(note);
    await at.getByRole("button", { name: this.t(`review.${button}`), exact: true }).click();
  }
  said = (decision: "approve" | "reject" | "take_down") =>
    expect(this.page.getByText(this.t(`review.decided.${decision}`), { exact: true }).last()).toBeVisible();
}
