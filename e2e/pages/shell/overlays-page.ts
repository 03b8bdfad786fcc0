import type { Locator, Page } from "@playwright/test";
import { expect } from "../../fixtures/test";
import type { Texts } from "../../fixtures/texts";

/** What lies over every page: the palette, the help on keys, and the tour of the studio. */
export class OverlaysPage {
  constructor(
    readonly page: Page,
    readonly t: Texts,
  ) {}

  get palette(): Locator {
    return this.page.getByRole("dialog", { name: this.t("palette.title"), exact: true });
  }
  get query(): Locator {
    return this.palette.getByRole("combobox", { name: this.t("palette.title"), exact: true });
  }
  get options(): Locator {
    return this.palette.getByRole("option");
  }
  /** The option that Enter chooses. */
  get active(): Locator {
    return this.palette.getByRole("option", { selected: true });
  }
  get keyboardHelp(): Locator {
    return this.page.getByRole("dialog", { name: this.t("keyboard.title"), exact: true });
  }

  /** Presses until the page hears: its script may not be there yet. */
  async press(keys: string, opens: Locator): Promise<void> {
    await expect(async () => {
      if (!(await opens.isVisible())) await this.page.keyboard.press(keys);
      await expect(opens).toBeVisible({ timeout: 2_000 });
    }).toPass();
  }

  /** Opens the palette by keys and writes into it. */
  async ask(words: string): Promise<void> {
    await this.press("Control+k", this.palette);
    await expect(this.query).toBeFocused();
    await this.query.fill(words);
  }

  get tourOffer(): Locator {
    return this.page.getByRole("button", { name: this.t("tour.offer"), exact: true });
  }
  tourStep = (step: "prompt" | "style" | "price" | "results" | "library"): Locator =>
    this.page.getByRole("dialog", { name: this.t(`tour.steps.${step}.title`), exact: true });
  tourButton = (name: "next" | "back" | "done" | "skip"): Locator =>
    this.page.getByRole("button", { name: this.t(`tour.${name}`), exact: true });
}
