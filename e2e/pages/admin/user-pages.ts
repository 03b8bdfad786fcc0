import type { Locator, Page } from "@playwright/test";
import { expect } from "../../fixtures/test";
import type { Texts } from "../../fixtures/texts";
import { ActionWindow } from "./action-window";

/** The list of people, and everything about one of them. */
export class UserPages {
  readonly acts: ActionWindow;
  constructor(
    readonly page: Page,
    readonly t: Texts,
  ) {
    this.acts = new ActionWindow(page, t);
  }

  open = (filter: Record<string, string> = {}) =>
    this.page.goto(`/admin/users?${new URLSearchParams(filter)}`);
  person = (username: string): Locator => this.page.getByRole("link", { name: username, exact: true });

  /** Finds somebody by a word and opens their page. */
  async find(q: string, username: string): Promise<void> {
    await this.open({ q });
    await this.person(username).click();
    await expect(this.page.getByRole("heading", { level: 1, name: username, exact: true })).toBeVisible();
  }
  get id(): string {
    return new URL(this.page.url()).pathname.split("/").at(-1) ?? "";
  }
  /** What stands beside a label of the facts. */
  fact = (label: string, value: string) =>
    expect(
      this.page
        .getByRole("region", { name: this.t("admin.users.facts"), exact: true })
        .locator("dl > div")
        .filter({ has: this.page.getByRole("term").getByText(label, { exact: true }) })
        .getByRole("definition"),
    ).toContainText(value);
  get writes(): Locator {
    const names = ["give", "take", "changePlan", "changeRole", "signOut", "suspend", "close"] as const;
    return this.page.getByRole("main").getByRole("button", {
      name: new RegExp(`^(${names.map((name) => this.t(`admin.users.${name}`)).join("|")})$`),
    });
  }
}
