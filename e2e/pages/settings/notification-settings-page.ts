import type { Locator, Page } from "@playwright/test";
import { alive } from "../../fixtures/alive";
import { expect } from "../../fixtures/test";
import type { Texts } from "../../fixtures/texts";

type Channel = "app" | "email" | "wechat";

/** What a person is told by which channel, and their webhooks. */
export class NotificationSettingsPage {
  constructor(
    readonly page: Page,
    readonly t: Texts,
  ) {}

  open = () => this.page.goto("/settings/notifications");

  choice = (kind: "generation_ended" | "order.fulfilled", channel: Channel): Locator =>
    this.page.getByRole("switch", {
      name: this.t("inbox.preferences.choice", {
        kind: this.t(`inbox.kinds.${kind}`),
        channel: this.t(`inbox.preferences.channels.${channel}`),
      }),
      exact: true,
    });

  get add(): Locator {
    return this.page
      .getByRole("main")
      .getByRole("button", { name: this.t("inbox.webhooks.add"), exact: true });
  }
  get sheet(): Locator {
    return this.page.getByRole("dialog", { name: this.t("inbox.webhooks.addTitle"), exact: true });
  }
  get address(): Locator {
    return this.sheet.getByRole("textbox", { name: this.t("inbox.webhooks.url"), exact: true });
  }
  get save(): Locator {
    return this.sheet.getByRole("button", { name: this.t("inbox.webhooks.add"), exact: true });
  }
  get secretWindow(): Locator {
    return this.page.getByRole("dialog", { name: this.t("inbox.webhooks.secretTitle"), exact: true });
  }
  card = (host: string): Locator =>
    this.page.getByRole("main").getByRole("group", { name: host, exact: true });
  get log(): Locator {
    return this.page.getByRole("dialog", { name: this.t("inbox.webhooks.logTitle"), exact: true });
  }

  /** Opens the form for another address. */
  async begin(): Promise<void> {
    await alive(this.add);
    await this.add.click();
    await expect(this.address).toBeVisible();
  }

  /** Adds an address and gives the secret that is shown this once. */
  async addEndpoint(url: string): Promise<string> {
    await this.begin();
    await this.address.fill(url);
    await this.save.click();
    await expect(this.secretWindow).toBeVisible();
    const secret = await this.secretWindow.locator("[data-secret]").textContent();
    await this.secretWindow
      .getByRole("button", { name: this.t("inbox.webhooks.secretKept"), exact: true })
      .click();
    await expect(this.secretWindow).toHaveCount(0);
    return secret ?? "";
  }
}
