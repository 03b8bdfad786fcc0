import type { Locator, Page } from "@playwright/test";
import { alive } from "../../fixtures/alive";
import { expect } from "../../fixtures/test";
import type { Texts } from "../../fixtures/texts";

/** Where a new style stands among the others. */
export const LAST = "90000";

/** The style tags, and one of them beside its list. */
export class StylesPage {
  constructor(
    readonly page: Page,
    readonly t: Texts,
  ) {}

  open = (slug?: string) => this.page.goto(`/admin/styles${slug ? `?open=${slug}` : ""}`);
  row = (slug: string): Locator =>
    this.page.getByRole("row").filter({ has: this.page.getByText(slug, { exact: true }) });
  button = (name: string): Locator => this.page.getByRole("button", { name, exact: true });
  /** The example picture in the record of a style, by the style's name. */
  preview = (name: string): Locator =>
    this.page.getByRole("dialog").getByRole("img", { name: this.t("admin.styles.previewOf", { name }) });

  /** Opens the window behind a button. */
  async press(name: string): Promise<Locator> {
    await alive(this.button(name));
    await this.button(name).click();
    return this.page.getByRole("dialog").last();
  }
  /** Says why in an open window, and confirms it. */
  async confirm(window: Locator, label: string, reason: string): Promise<void> {
    await window.getByRole("textbox", { name: this.t("admin.kit.reason") }).fill(reason);
    await window
      .getByRole("button", { name: label, exact: true })
      .and(window.locator("[type=submit]"))
      .click();
  }
  /** A new style that is offered, behind all others in everybody's composer; what it is called in the page's language. */
  async create(slug: string, reason: string): Promise<string> {
    const { t } = this;
    const names = { "zh-CN": `风格 ${slug}`, en: `Style ${slug}` };
    await this.open();
    const window = await this.press(t("admin.styles.create"));
    const fill = (key: "slug" | "name" | "nameEn" | "fragment", value: string) =>
      window.getByRole("textbox", { name: t(`admin.styles.${key}`) }).fill(value);
    await fill("slug", slug);
    await fill("name", names["zh-CN"]);
    await fill("nameEn", names.en);
    await window.getByRole("combobox", { name: t("admin.styles.category") }).selectOption("framing");
    await fill("fragment", "plain and quiet");
    await window.getByRole("spinbutton", { name: t("admin.styles.sortOrder") }).fill(LAST);
    await this.confirm(window, t("admin.styles.create"), reason);
    await expect(this.row(slug)).toContainText(t("admin.styles.offered"));
    const isEnglish = (await this.page.locator("html").getAttribute("lang")) === "en";
    return names[isEnglish ? "en" : "zh-CN"];
  }
  /** Chooses a file as the example of the open style, and sends it. */
  async uploadPreview(
    file: { name: string; mimeType: string; buffer: Buffer },
    reason: string,
  ): Promise<Locator> {
    const window = await this.press(this.t("admin.styles.uploadPreview"));
    await window.getByLabel(this.t("admin.styles.file"), { exact: true }).setInputFiles(file);
    await this.confirm(window, this.t("admin.styles.save"), reason);
    return window;
  }
  said = (text: string) => expect(this.page.getByText(text, { exact: true }).last()).toBeVisible();
}
