import type { Locator, Page } from "@playwright/test";
import { alive } from "../fixtures/alive";
import { expect } from "../fixtures/test";
import type { Texts } from "../fixtures/texts";

type BarButton =
  | "select"
  | "favorites"
  | "filters"
  | "moveToTrash"
  | "restore"
  | "endSelecting"
  | "moveToCollection"
  | "tagSelected"
  | "favoriteSelected"
  | "unfavoriteSelected"
  | "publishSelected"
  | "purge"
  | "selectLoaded";

type CollectionAction = "rename" | "makeInside" | "nest" | "moveUp" | "moveDown" | "newestAsCover" | "delete";

/** The library with its collections, and its trash. */
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
  button = (key: BarButton) =>
    this.page
      .getByRole("button", { name: this.t(`library.${key}`), exact: true })
      .and(this.page.locator("button:not(li button)"));
  get search(): Locator {
    return this.page.getByRole("searchbox", { name: this.t("library.searchLabel") });
  }
  selected = (count: number) => this.page.getByText(this.t("library.selected", { count }), { exact: true });
  title = (name: string) => this.page.getByRole("heading", { level: 1, name, exact: true });
  get dialog(): Locator {
    return this.page.getByRole("dialog");
  }

  /** Presses something that does nothing before scripts run. */
  private async press(button: Locator): Promise<void> {
    await alive(button);
    await button.click();
  }

  /** Begins to select and selects some of the pictures, by their place. */
  async select(...places: number[]): Promise<void> {
    await this.press(this.button("select"));
    for (const place of places) await this.cells().nth(place).click();
    await expect(this.selected(places.length)).toBeVisible();
  }

  /** The places beside the pictures, or above them on phones. */
  get places(): Locator {
    return this.page.getByRole("navigation", { name: this.t("library.collections.places") });
  }
  place = (name: string) => this.places.getByRole("link", { name, exact: true });
  /** How many pictures a place says that it has. */
  count = (name: string, count: number) =>
    expect(this.place(name)).toHaveAttribute(
      "aria-description",
      this.t("library.collections.count", { count }),
    );
  /** The collections in their order, those within others too. */
  get collections(): Locator {
    return this.places
      .getByRole("list", { name: this.t("library.collections.title"), exact: true })
      .getByRole("link");
  }

  /** Writes a name into the window that asks for one, and sends it. */
  async name(name: string, submit: string): Promise<void> {
    await this.dialog.getByRole("textbox", { name: this.t("viewer.collectionName") }).fill(name);
    await this.dialog.getByRole("button", { name: submit, exact: true }).click();
    await expect(this.dialog).toHaveCount(0);
  }
  async makeCollection(name: string): Promise<void> {
    await this.press(
      this.places.getByRole("button", { name: this.t("library.collections.new"), exact: true }),
    );
    await this.name(name, this.t("library.collections.make"));
    await expect(this.title(name)).toBeVisible();
  }
  /** Opens the menu of a collection and chooses from it. */
  async act(name: string, action: CollectionAction): Promise<void> {
    await this.place(name).hover();
    await this.places
      .getByRole("button", { name: this.t("library.collections.menu", { name }), exact: true })
      .click();
    await this.page
      .getByRole("menuitem", { name: this.t(`library.collections.${action}`), exact: true })
      .click();
  }
  /** Puts what is selected into a collection. */
  async moveInto(name: string): Promise<void> {
    await this.button("moveToCollection").click();
    await this.dialog.getByRole("button", { name, exact: true }).click();
  }

  /** Chooses from one of the filters behind the button. */
  async filter(key: "tag" | "origin" | "publication" | "model" | "ratio", value: string): Promise<void> {
    // Behind the word stands how many are in use.
    const name = new RegExp(`^${this.t("library.filters")}( \\d+)?$`);
    await this.press(this.page.getByRole("button", { name }));
    await this.page
      .getByRole("combobox", { name: this.t(`library.${key}`), exact: true })
      .selectOption(value);
    await this.page.getByRole("button", { name: this.t("library.done"), exact: true }).click();
  }
  chip = (filter: string) =>
    this.page.getByRole("button", { name: this.t("library.removeFilter", { filter }), exact: true });
  empty = (
    kind: "library" | "collection" | "uncollected" | "trash" | "favorites" | "uploaded" | "match" | "gone",
  ) => this.page.getByRole("heading", { name: this.t(`library.empty.${kind}.title`), exact: true });

  /** The button in the page's head. */
  get importButton(): Locator {
    return this.page.getByRole("button", { name: this.t("library.import.button"), exact: true });
  }
  /** Opens the window for importing. */
  openImport = () => this.press(this.importButton);
  async chooseFiles(files: { name: string; mimeType: string; buffer: Buffer }[]): Promise<void> {
    await this.dialog.locator("input[type=file]").setInputFiles(files);
  }
  importStart = (count: number) =>
    this.dialog.getByRole("button", { name: this.t("library.import.start", { count }), exact: true });
  get importDone(): Locator {
    return this.dialog.getByRole("button", { name: this.t("library.import.close"), exact: true });
  }
  /** One of the files in the window, by its name. */
  file = (name: string) =>
    this.dialog
      .getByRole("list", { name: this.t("library.import.files") })
      .getByRole("listitem")
      .filter({ hasText: name });
}
