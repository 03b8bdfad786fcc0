import type { Locator, Page } from "@playwright/test";
import { alive } from "../../fixtures/alive";
import type { Person } from "../../fixtures/people";
import { expect } from "../../fixtures/test";
import type { Texts } from "../../fixtures/texts";
import { AuditPage } from "./audit-page";

/** Why, in every write of these tests. */
const REASON = "E2E: looked at by hand";

interface Given {
  /** By the name under which the form sends it. */
  fields?: Record<string, string>;
  /** Switches to press, by their label. */
  switches?: readonly string[];
}

/** Any page of the panel with the windows of its writes, and what the audit log says of them. */
export class PanelWrites {
  readonly audit: AuditPage;
  constructor(
    readonly page: Page,
    readonly t: Texts,
    private readonly admin: Person,
  ) {
    this.audit = new AuditPage(page, t);
  }

  open = (path: string) => this.page.goto(`/admin/${path}`);

  /** The record beside the table. */
  get sheet(): Locator {
    return this.page.getByRole("dialog").first();
  }
  /** A button of the page or, where a record is open, of the record: what is behind it is hidden from everybody. */
  button = (name: string, within: Page | Locator = this.page): Locator =>
    within.getByRole("button", { name, exact: true });
  /** A table without its line of titles. */
  rows = (table: string): Locator =>
    this.page.getByRole("table", { name: table, exact: true }).locator("tbody").getByRole("row");
  /** The line of a record, by the id or number that stands in it. */
  rowOf = (id: string): Locator =>
    this.page.getByRole("row").filter({ has: this.page.locator(`[title="${id}"]`) });
  /** Sets filters of a list by their names and asks for it; an address of them would prove less. */
  async filter(values: Record<string, string>): Promise<void> {
    // What another form keeps hidden is no filter of it.
    const control = (name: string) => `[name="${name}"]:not([type=hidden])`;
    const holds = Object.keys(values).map((name) => `:has(${control(name)})`);
    const { pathname } = new URL(this.page.url());
    const form = this.page.locator(`main form[method=get][action="${pathname}"]${holds.join("")}`);
    await alive(form);
    for (const [name, value] of Object.entries(values)) await fill(form.locator(control(name)), value);
    await this.button(this.t("admin.kit.filter"), form).click();
    for (const [name, value] of Object.entries(values))
      await expect(this.page).toHaveURL((url) => url.searchParams.get(name) === value);
  }

  /** The whole of a write: the button, the window with all that it asks for, and the word that it is done. */
  async write(button: Locator, { fields = {}, switches = [] }: Given, done: string): Promise<void> {
    await alive(button);
    // The record that the window stands over is hidden meanwhile.
    const all = this.page.getByRole("dialog", { includeHidden: true });
    const before = await all.count();
    await button.click();
    await expect(all).toHaveCount(before + 1);
    const window = this.page.getByRole("dialog").last();
    for (const [name, value] of Object.entries(fields)) await fill(window.locator(`[name="${name}"]`), value);
    for (const name of switches) await window.getByRole("switch", { name, exact: true }).click();
    const asked: Record<string, string> = { reason: REASON, password: this.admin.password };
    for (const [name, value] of Object.entries(asked)) {
      const field = window.locator(`[name="${name}"]`);
      if ((await field.count()) > 0 && !(name in fields)) await field.fill(value);
    }
    await window.locator("[type=submit]").click();
    await expect(this.page.getByText(done, { exact: true }).last()).toBeVisible();
    // The record goes with its window where there is none any more.
    await expect.poll(() => all.count()).toBeLessThanOrEqual(before);
  }

  /** Looks a write up in the audit log, each changed field with what it was and what it is. */
  async logged(subject: string, action: string, changes: Record<string, [string, string]>): Promise<void> {
    await this.audit.open({ subject, action });
    await this.audit.openLine(action);
    for (const [field, [before, after]] of Object.entries(changes))
      await this.audit.changed(field, before, after);
  }
}

async function fill(control: Locator, value: string): Promise<void> {
  const isSelect = await control.evaluate((one) => one.tagName === "SELECT");
  await (isSelect ? control.selectOption(value) : control.fill(value));
}
