import type { Locator, Page } from "@playwright/test";
import { alive } from "../../fixtures/alive";
import { expect } from "../../fixtures/test";
import type { Texts } from "../../fixtures/texts";

/** The window with the links to an image or a collection. */
export class ShareWindow {
  constructor(
    readonly page: Page,
    readonly t: Texts,
  ) {}

  get window(): Locator {
    const titles = [this.t("sharing.imageTitle"), this.t("sharing.collectionTitle")];
    return this.page
      .getByRole("dialog", { name: titles[0], exact: true })
      .or(this.page.getByRole("dialog", { name: titles[1], exact: true }));
  }
  get links(): Locator {
    return this.window.getByRole("listitem");
  }
  /** Makes a link and answers its path. */
  async create(wanted: { days?: "1" | "7" | "never"; password?: string } = {}): Promise<string> {
    const before = await this.links.count();
    if (wanted.days)
      await this.window.getByRole("combobox", { name: this.t("sharing.until") }).selectOption(wanted.days);
    if (wanted.password)
      await this.window.getByLabel(this.t("sharing.password"), { exact: true }).fill(wanted.password);
    await this.window.getByRole("button", { name: this.t("sharing.create"), exact: true }).click();
    await expect(this.links).toHaveCount(before + 1);
    return (await this.links.first().getByRole("link").getAttribute("href")) ?? "";
  }
  /** Ends the newest link. */
  async revoke(): Promise<void> {
    const name = this.t("sharing.revoke");
    await this.links.first().getByRole("button", { name, exact: true }).click();
    const asking = this.page.getByRole("alertdialog", { name: this.t("sharing.revokeTitle") });
    await asking.getByRole("button", { name, exact: true }).click();
    await expect(this.page.getByText(this.t("sharing.revoked"), { exact: true })).toBeVisible();
  }
}

/** What a link shows to whoever has it. */
export class SharedPage {
  constructor(
    readonly page: Page,
    readonly t: Texts,
  ) {}

  heading = (name: string) => this.page.getByRole("heading", { level: 1, name, exact: true });
  get password(): Locator {
    return this.page.getByLabel(this.t("shared.password"), { exact: true });
  }
  async unlock(password: string): Promise<void> {
    await alive(this.password);
    await this.password.fill(password);
    await this.page.getByRole("button", { name: this.t("shared.open"), exact: true }).click();
  }
  picture = (prompt: string) => this.page.getByRole("figure").getByRole("img", { name: prompt, exact: true });
  get download(): Locator {
    return this.page.getByRole("link", { name: this.t("shared.download"), exact: true });
  }
  grid = (title: string) => this.page.getByRole("list", { name: title, exact: true });
}
