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

  open = (view?: "reports" | "appeals") => this.page.goto(`/admin/review${view ? `?view=${view}` : ""}`);

  /** The image that is looked at. */
  get item(): Locator {
    return this.page.getByRole("main").getByRole("article");
  }
  /** A public image in the list of reports, by its prompt. */
  reported = (prompt: string): Locator =>
    this.page.getByRole("main").getByRole("listitem").filter({ hasText: prompt });

  /** Goes through the queue, or only its appeals, by keys until the image of a prompt is in sight. */
  find = (prompt: string, view?: "appeals"): Promise<void> =>
    this.goTo(this.item.getByText(prompt, { exact: true }), prompt, view);
  /** The same for a photo, which has no prompt. */
  findPicture = (id: string): Promise<void> => this.goTo(this.item.locator(`img[src*="${id}"]`), id);

  /** The queue is everybody's: at its end it is asked for again, because it was read before others changed it. */
  private async goTo(wanted: Locator, name: string, view?: "appeals"): Promise<void> {
    const next = this.page.getByRole("button", { name: this.t("review.next"), exact: true });
    const walk = async () => {
      if (await wanted.isVisible()) return "there";
      if (await next.isDisabled({ timeout: 2_000 })) return "ended";
      await this.page.keyboard.press("j");
      return "going";
    };
    await expect(async () => {
      await this.open(view);
      await alive(this.item);
      await expect.poll(walk, { intervals: [200], timeout: 20_000 }).not.toBe("going");
      await expect(wanted, `${name} in the queue`).toBeVisible({ timeout: 1_000 });
    }).toPass({ timeout: 60_000 });
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
    const window = this.page.getByRole("dialog");
    await window
      .getByRole("textbox", { name: this.t("admin.kit.reason") })
      .fill("E2E: nothing wrong with it");
    await window.getByRole("button", { name: this.t("review.keep"), exact: true }).click();
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
