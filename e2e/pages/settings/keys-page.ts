import type { Locator, Page } from "@playwright/test";
import { alive } from "../../fixtures/alive";
import { expect } from "../../fixtures/test";
import type { Texts } from "../../fixtures/texts";

/** The page of own keys and the form on it. */
export class KeysPage {
  constructor(
    readonly page: Page,
    readonly t: Texts,
  ) {}

  open = () => this.page.goto("/settings/keys");

  get add(): Locator {
    return this.page.getByRole("main").getByRole("button", { name: this.t("keys.add"), exact: true });
  }
  get sheet(): Locator {
    return this.page.getByRole("dialog");
  }
  /** By the beginning of its name, after which a note may stand. */
  vendor = (name: string) => this.sheet.getByRole("radio", { name: new RegExp(`^${name}`) });
  field = (name: "name" | "baseUrl" | "model") =>
    this.sheet.getByRole(name === "model" ? "combobox" : "textbox", {
      name: this.t(`keys.${name}`),
      exact: true,
    });
  /** A password field has no role, only a label. */
  get key(): Locator {
    return this.sheet.getByLabel(this.t("keys.key"), { exact: true });
  }
  button = (name: "save" | "test") =>
    this.sheet.getByRole("button", { name: this.t(`keys.${name}`), exact: true });
  get createLink(): Locator {
    return this.sheet.getByRole("link", { name: this.t("keys.create"), exact: true });
  }
  /** One stored key on the page. */
  card = (name: string) => this.page.getByRole("main").getByRole("group", { name, exact: true });

  /** Opens the form for a new key of a vendor. */
  async begin(vendor: string): Promise<void> {
    await alive(this.add);
    await this.add.click();
    await this.vendor(vendor).click();
    await expect(this.key).toBeVisible();
  }
  async save(): Promise<void> {
    await this.button("save").click();
    await expect(this.button("test")).toBeVisible();
  }
}
