import type { Locator, Page } from "@playwright/test";
import { alive } from "../../fixtures/alive";
import { expect } from "../../fixtures/test";
import type { Texts } from "../../fixtures/texts";

type Scope = "read" | "generate" | "library";

/** The page of keys for programs and the dialog that makes one. */
export class ProgramsPage {
  constructor(
    readonly page: Page,
    readonly t: Texts,
  ) {}

  open = () => this.page.goto("/settings/programs");

  get create(): Locator {
    return this.page.getByRole("main").getByRole("button", { name: this.t("programs.create"), exact: true });
  }
  get dialog(): Locator {
    return this.page.getByRole("dialog");
  }
  get name(): Locator {
    return this.dialog.getByRole("textbox", { name: this.t("programs.name"), exact: true });
  }
  /** A password field has no role, only a label. */
  get password(): Locator {
    return this.dialog.getByLabel(this.t("settings.currentPassword"), { exact: true });
  }
  get submit(): Locator {
    return this.dialog.getByRole("button", { name: this.t("programs.create"), exact: true });
  }
  get key(): Locator {
    return this.dialog.getByRole("textbox", { name: this.t("programs.key"), exact: true });
  }
  scope = (scope: Scope) =>
    this.dialog.getByRole("checkbox", { name: this.t(`programs.scope.${scope}.name`), exact: true });
  get lifetime(): Locator {
    return this.dialog.getByRole("combobox", { name: this.t("programs.lifetime"), exact: true });
  }
  /** One key in the list, by its name. */
  row = (name: string) =>
    this.page
      .getByRole("list", { name: this.t("programs.title"), exact: true })
      .getByRole("listitem")
      .filter({ has: this.page.getByRole("heading", { name, exact: true }) });

  /** Opens the form for a new key. */
  async begin(): Promise<void> {
    await alive(this.create);
    await this.create.click();
    await expect(this.name).toBeVisible();
  }

  /** Makes a key and answers it. */
  async make(name: string, password: string): Promise<string> {
    await this.begin();
    await this.name.fill(name);
    await this.password.fill(password);
    await this.submit.click();
    await expect(this.key).toHaveValue(/^xk_/);
    const key = await this.key.inputValue();
    await this.dialog.getByRole("button", { name: this.t("programs.stored"), exact: true }).click();
    await expect(this.dialog).toHaveCount(0);
    return key;
  }
}
