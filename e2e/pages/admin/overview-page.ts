import type { Locator, Page } from "@playwright/test";
import type { Texts } from "../../fixtures/texts";

/** The panel's first page: alerts, figures with the rows behind them, trends, models and vendors. */
export class OverviewPage {
  constructor(
    readonly page: Page,
    readonly t: Texts,
  ) {}

  open = (range?: string) => this.page.goto(range ? `/admin?range=${range}` : "/admin");

  get title(): Locator {
    return this.page.getByRole("heading", { level: 1, name: this.t("admin.overview.title"), exact: true });
  }
  /** The part of the page under a heading. */
  section = (name: string): Locator => this.page.getByRole("region", { name, exact: true });
  /** The name of a figure, which leads to the rows behind it. */
  figure = (section: string, name: string): Locator =>
    this.section(section).getByRole("link", { name, exact: true });
  /** What a figure says. */
  valueOf = (section: string, name: string): Locator =>
    this.section(section)
      .locator("dl > div")
      .filter({ has: this.page.getByRole("link", { name, exact: true }) })
      .locator("dd")
      .first();
  range = (name: string): Locator =>
    this.page
      .getByRole("navigation", { name: this.t("admin.ranges.label"), exact: true })
      .getByRole("link", { name, exact: true });
}
