import type { BrowserContext, Locator, Page } from "@playwright/test";
import { sessionCookie } from "@/lib/entry/session/token";
import { alive } from "../../fixtures/alive";
import { expect } from "../../fixtures/test";
import type { Texts } from "../../fixtures/texts";

/** The public gallery: its lists, an image's page and an author's. */
export class ExplorePage {
  constructor(
    readonly page: Page,
    readonly t: Texts,
  ) {}

  open = (path = "/explore") => this.page.goto(path);
  openImage = (id: string) => this.page.goto(`/explore/${id}`);

  /** Opens a list and goes down to an image: others publish meanwhile, and before it. */
  async reach(path: string, id: string): Promise<void> {
    const cell = this.cellOf(id);
    const isThere = async () => {
      if (await cell.isVisible()) return true;
      await this.page.evaluate(() => window.scrollBy(0, 500));
      return false;
    };
    await expect(async () => {
      await this.open(path);
      await expect.poll(isThere, { intervals: [200], timeout: 10_000 }).toBe(true);
    }).toPass({ timeout: 60_000 });
  }
  /** Loads the list in sight until an image stands in it. */
  async reload(id: string): Promise<void> {
    await expect(async () => {
      if (!(await this.cellOf(id).isVisible())) await this.page.reload();
      await expect(this.cellOf(id)).toBeVisible({ timeout: 3_000 });
    }).toPass({ timeout: 30_000 });
  }

  get main(): Locator {
    return this.page.getByRole("main");
  }
  /** Pictures of the grid; those of one prompt where it is given. */
  cells(prompt?: string): Locator {
    const all = this.main.locator("a[data-image-id]");
    return prompt ? all.and(this.page.getByRole("link", { name: prompt, exact: true })) : all;
  }
  cellOf = (id: string): Locator => this.main.locator(`a[data-image-id="${id}"]`);
  /** The heart beside a picture of the grid. */
  cellHeart = (id: string): Locator => this.cellOf(id).locator("xpath=..").locator("[data-liked]");

  get search(): Locator {
    return this.page.getByRole("searchbox", { name: this.t("explore.search.label"), exact: true });
  }
  tab = (sort: "new" | "popular"): Locator =>
    this.page
      .getByRole("navigation", { name: this.t("explore.sorts.label"), exact: true })
      .getByRole("link", { name: this.t(`explore.sorts.${sort}`), exact: true });
  get styles(): Locator {
    return this.page.getByRole("navigation", { name: this.t("explore.tags.label"), exact: true });
  }
  heading = (name: string): Locator => this.page.getByRole("heading", { name, exact: true });

  get actions(): Locator {
    return this.page.getByRole("region", { name: this.t("explore.actions"), exact: true });
  }
  /** The heart of the image's page; a link for visitors. */
  get heart(): Locator {
    return this.actions.locator("[data-liked]");
  }
  get heartOfVisitor(): Locator {
    return this.actions.getByRole("link", { name: new RegExp(`^${this.t("explore.likeSignedOut")} `) });
  }
  get usePrompt(): Locator {
    return this.actions.getByRole("link", { name: this.t("explore.usePrompt"), exact: true });
  }
  async report(reason: "illegal" | "copyright", note: string): Promise<void> {
    const open = this.actions.getByRole("button", { name: this.t("explore.report.open"), exact: true });
    await alive(open);
    await open.click();
    const window = this.page.getByRole("dialog", { name: this.t("explore.report.title"), exact: true });
    await window
      .getByRole("radio", { name: this.t(`explore.report.reasons.${reason}`), exact: true })
      .check();
    await window.getByRole("textbox", { name: this.t("explore.report.note"), exact: true }).fill(note);
    await window.getByRole("button", { name: this.t("explore.report.send"), exact: true }).click();
  }
  get reported(): Locator {
    return this.page.getByText(this.t("explore.report.sent"), { exact: true });
  }
}

/** From here on this browser is a stranger's. */
export const signOut = (context: BrowserContext): Promise<void> =>
  context.clearCookies({ name: sessionCookie().name });
