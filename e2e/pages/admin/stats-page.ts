import type { Locator, Page } from "@playwright/test";
import { expect } from "../../fixtures/test";
import type { Texts } from "../../fixtures/texts";

/** Requests in figures, and the finder of single ones. */
export class StatsPage {
  constructor(
    readonly page: Page,
    readonly t: Texts,
  ) {}

  open = (filter: Record<string, string> = {}) =>
    this.page.goto(`/admin/stats?${new URLSearchParams(filter)}`);

  get title(): Locator {
    return this.page.getByRole("heading", { level: 1, name: this.t("admin.stats.title"), exact: true });
  }
  table = (name: string): Locator => this.page.getByRole("table", { name, exact: true });
  /** Of the tables by route, client, status and day. */
  breakdown = (by: "route" | "client" | "status" | "day"): Locator =>
    this.table(this.t(`admin.stats.by.${by}`));
  /** The numbers of the chart of requests. */
  get hours(): Locator {
    return this.table(this.t("admin.stats.requests"));
  }
  /** The day that is shown, between the days beside it. */
  get days(): Locator {
    return this.page.getByRole("navigation", { name: this.t("admin.stats.days"), exact: true });
  }
  get found(): Locator {
    return this.table(this.t("admin.stats.single")).getByRole("row");
  }
  get sheet(): Locator {
    return this.page.getByRole("dialog");
  }

  /** Asks for a request until the log has it, which takes about a second. */
  async find(requestId: string): Promise<void> {
    await expect
      .poll(
        async () => {
          await this.open({ request: requestId });
          return this.found.count();
        },
        { timeout: 15_000 },
      )
      .toBe(2);
  }
}
