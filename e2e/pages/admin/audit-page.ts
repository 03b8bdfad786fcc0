import type { Locator, Page } from "@playwright/test";
import { expect } from "../../fixtures/test";
import type { Texts } from "../../fixtures/texts";

/** The audit log: its lines, and one of them with what it changed. */
export class AuditPage {
  constructor(
    readonly page: Page,
    readonly t: Texts,
  ) {}

  /** Only lines about one subject, or of one action, or both. */
  open = (filter: { subject?: string; action?: string; actor?: string } = {}) =>
    this.page.goto(`/admin/system/audit?${new URLSearchParams(filter)}`);

  /** The lines of an action, newest first. */
  lines = (action: string): Locator =>
    this.page.getByRole("row").filter({ has: this.page.getByRole("link", { name: action, exact: true }) });

  /** Opens the newest line of an action. */
  async openLine(action: string): Promise<void> {
    await this.lines(action).first().getByRole("link", { name: action, exact: true }).click();
    await expect(this.sheet).toBeVisible();
  }
  get sheet(): Locator {
    return this.page.getByRole("dialog");
  }
  /** What the open line says about one field. */
  async changed(field: string, before: string, after: string): Promise<void> {
    const row = this.sheet
      .getByRole("row")
      .filter({ has: this.page.getByRole("rowheader", { name: field, exact: true }) });
    await expect(row.getByRole("cell")).toHaveText([before, after]);
  }
}
