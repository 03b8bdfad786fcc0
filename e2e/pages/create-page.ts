import type { Locator, Page } from "@playwright/test";
import { alive } from "../fixtures/alive";
import { expect } from "../fixtures/test";
import type { Texts } from "../fixtures/texts";

interface Order {
  prompt: string;
  /** Left out where the model makes whole sets and nothing can be chosen. */
  count?: number;
  price: number;
  ratio?: string;
  /** A model's name in the language of the page; the one that is chosen already without it. */
  model?: string;
}

/** The studio on a wide screen. */
export class CreatePage {
  constructor(
    readonly page: Page,
    readonly t: Texts,
  ) {}

  open = () => this.page.goto("/create");

  get composer(): Locator {
    return this.page.getByRole("complementary", { name: this.t("create.composer.label") });
  }
  get prompt(): Locator {
    return this.composer.getByRole("textbox", { name: this.t("create.composer.prompt"), exact: true });
  }
  choice(group: "ratio" | "tier" | "quality" | "count", name: string): Locator {
    return this.composer
      .getByRole("radiogroup", { name: this.t(`create.composer.${group}`), exact: true })
      .getByRole("radio", { name, exact: true });
  }
  images = (count: number) => this.choice("count", this.t("create.composer.countOption", { count }));
  generate = (price: number) =>
    this.composer.getByRole("button", {
      name: price > 0 ? this.t("create.submit.generate", { price }) : this.t("create.submit.generateFree"),
      exact: true,
    });

  /** The chosen model; pressing it opens the list of all. */
  get model(): Locator {
    return this.composer.getByRole("button", {
      name: new RegExp(`^${this.t("create.composer.model")} `),
    });
  }
  /** One model of the open list, by its whole name. */
  modelOption = (name: string) =>
    this.page
      .getByRole("listbox", { name: this.t("create.composer.modelList"), exact: true })
      .getByRole("option")
      .filter({ has: this.page.getByText(name, { exact: true }) });
  /** A word about the chosen model with a sentence behind it, such as that it is simulated. */
  modelMark = (mark: "simulated" | "own" | "builtIn") =>
    this.composer.getByRole("button", { name: this.t(`create.composer.${mark}`), exact: true });
  async openModels(): Promise<void> {
    await alive(this.model);
    await this.model.click();
  }
  async chooseModel(name: string): Promise<void> {
    await this.openModels();
    await this.page.getByRole("combobox", { name: this.t("create.composer.modelSearch") }).fill(name);
    await this.modelOption(name).click();
    await expect(this.model).toContainText(name);
  }

  /** The newest generation of a prompt. */
  card(prompt: string): Card {
    return new Card(this.page.getByRole("article", { name: prompt }).first(), this.t);
  }
  balance = (count: number) => this.page.getByRole("link", { name: this.t("shell.creditsChip", { count }) });

  /** Writes the prompt once the page is the person's. */
  async write(prompt: string): Promise<void> {
    await alive(this.prompt);
    await this.prompt.fill(prompt);
  }
  /** A button of the line under the prompt. */
  help = (name: string) => this.composer.getByRole("button", { name, exact: true });

  /** Fills the composer, sees the price on the button and presses it. */
  async order(order: Order): Promise<Card> {
    await this.write(order.prompt);
    if (order.model) await this.chooseModel(order.model);
    if (order.ratio) await this.choice("ratio", order.ratio).click();
    if (order.count) await this.images(order.count).click();
    await this.generate(order.price).click();
    const card = this.card(order.prompt);
    await expect(card.article).toBeVisible();
    return card;
  }
}

/** One generation in the studio. */
export class Card {
  constructor(
    readonly article: Locator,
    readonly t: Texts,
  ) {}

  get bar(): Locator {
    return this.article.getByRole("progressbar", { name: this.t("create.card.progress") });
  }
  get announcement(): Locator {
    return this.article.getByRole("status");
  }
  get cancel(): Locator {
    return this.article.getByRole("button", { name: this.t("common.cancel"), exact: true });
  }
  get pictures(): Locator {
    return this.article.getByRole("listitem").getByRole("img");
  }
  /** The rough picture that a vendor shows before the real one. */
  get preview(): Locator {
    return this.article.getByText(this.t("create.card.preview"), { exact: true });
  }
  picture = (ordinal: number, prompt: string) =>
    this.article.getByRole("button", { name: this.t("create.image.open", { ordinal, prompt }), exact: true });

  /** Looks at the bar until it has shown so many different percentages, and checks that it never falls. */
  async watchProgress(different: number): Promise<void> {
    const seen: number[] = [];
    const look = async () => {
      const [value] = await this.bar.evaluateAll((bars) =>
        bars.map((bar) => bar.getAttribute("aria-valuenow")),
      );
      if (value && Number(value) !== seen.at(-1)) seen.push(Number(value));
      return seen.length;
    };
    await expect
      .poll(look, { intervals: [100], message: "percentages seen" })
      .toBeGreaterThanOrEqual(different);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  }
}
