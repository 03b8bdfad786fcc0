import type { Locator, Page } from "@playwright/test";
import type { Texts } from "../fixtures/texts";

/** The library and its trash. */
export class LibraryPage {
  constructor(
    readonly page: Page,
    readonly t: Texts,
  ) {}

  open = () => this.page.goto("/library");
  openTrash = () => this.page.goto("/library?trash=true");

  get grid(): Locator {
    return this.page.getByRole("list", { name: this.t("library.title"), exact: true });
  }
  get trash(): Locator {
    return this.page.getByRole("list", { name: this.t("library.trash"), exact: true });
  }
  /** Pictures of a prompt; of all prompts without one. */
  cells = (prompt?: string) =>
    prompt
      ? this.grid.getByRole("button", { name: prompt, exact: true })
      : this.grid.locator("button[data-image-id]");
  /** In the bar above the pictures, which have some of the same. */
  button = (key: "select" | "favorites" | "filters" | "moveToTrash" | "restore" | "endSelecting") =>
    this.page
      .getByRole("button", { name: this.t(`library.${key}`), exact: true })
      .and(this.page.locator("button:not(li button)"));
  get search(): Locator {
    return this.page.getByRole("searchbox", { name: this.t("library.searchLabel") });
  }
  selected = (count: number) => this.page.getByText(this.t("library.selected", { count }), { exact: true });
}
