import type { Locator, Page } from "@playwright/test";
import { expect } from "../../fixtures/test";
import type { Texts } from "../../fixtures/texts";
import { ActionWindow } from "./action-window";

/** Everybody's generations, everything about one, and those whose outcome nobody knows. */
export class GenerationPages {
  readonly acts: ActionWindow;
  constructor(
    readonly page: Page,
    readonly t: Texts,
  ) {
    this.acts = new ActionWindow(page, t);
  }

  open = (filter: Record<string, string> = {}) =>
    this.page.goto(`/admin/generations?${new URLSearchParams(filter)}`);
  openUncertain = () => this.page.goto("/admin/generations/uncertain");

  /** An id leads to its generation. */
  async find(id: string, generationId: string): Promise<void> {
    await this.open({ id });
    await expect(this.page).toHaveURL(new RegExp(`/admin/generations/${generationId}$`));
    await expect(
      this.page.getByRole("heading", { level: 1, name: this.t("admin.generations.one"), exact: true }),
    ).toBeVisible();
  }
  section = (name: "facts" | "attempts" | "timeline" | "money"): Locator =>
    this.page.getByRole("region", { name: this.t(`admin.generations.${name}`), exact: true });
  step = (kind: string): Locator => this.page.locator(`[data-step="${kind}"]`);
  /** The line of an attempt, by the id of its generation. */
  uncertain = (generationId: string): Locator =>
    this.page.getByRole("row").filter({ has: this.page.locator(`[title="${generationId}"]`) });
  get writes(): Locator {
    const names = ["cancel", "refund", "retry", "setDelivered", "setClosed"] as const;
    return this.page.getByRole("main").getByRole("button", {
      name: new RegExp(`^(${names.map((name) => this.t(`admin.generations.${name}`)).join("|")})$`),
    });
  }
}
