import type { Locator, Page } from "@playwright/test";
import { alive } from "../fixtures/alive";
import { expect } from "../fixtures/test";
import type { Texts } from "../fixtures/texts";

/** The bell of the header, what it opens, and the centre of notifications. */
export class NotificationsPage {
  constructor(
    readonly page: Page,
    readonly t: Texts,
  ) {}

  open = () => this.page.goto("/notifications");

  /** The bell while it counts so many. */
  bell = (unread: number) =>
    this.page.getByRole("button", { name: this.t("inbox.bell", { count: unread }), exact: true });
  get panel(): Locator {
    return this.page.getByRole("dialog", { name: this.t("inbox.title"), exact: true });
  }
  get list(): Locator {
    return this.page.getByRole("main").getByRole("region", { name: this.t("inbox.title"), exact: true });
  }
  /** The notifications in the centre that say this. */
  items = (title: string) => this.list.getByRole("listitem").filter({ hasText: title });
  filter = (name: "all" | "unread") =>
    this.page.getByRole("radio", { name: this.t(`inbox.filters.${name}`), exact: true });
  get markAll(): Locator {
    return this.page.getByRole("main").getByRole("button", { name: this.t("inbox.markAll"), exact: true });
  }

  /** Waits for the count and opens what the bell holds. */
  async ring(unread: number): Promise<void> {
    const bell = this.bell(unread);
    await expect(bell).toBeVisible({ timeout: 60_000 });
    await alive(bell);
    await bell.click();
    await expect(this.panel).toBeVisible();
  }
}
