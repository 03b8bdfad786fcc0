import type { Locator, Page } from "@playwright/test";
import { alive } from "../fixtures/alive";
import { expect } from "../fixtures/test";
import type { Texts } from "../fixtures/texts";

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
    this.composer.getByRole("button", { name: this.t("create.submit.generate", { price }), exact: true });

  /** The newest generation of a prompt. */
  card(prompt: string): Card {
    return new Card(this.page.getByRole("article", { name: prompt }).first(), this.t);
  }
  balance = (count: number) => this.page.getByRole("link", { name: this.t("shell.creditsChip", { count }) });

  /** Fills the composer, sees the price on the button and presses it. */
  async order(order: { prompt: string; count: number; price: number; ratio?: string }): Promise<Card> {
    await alive(this.prompt);
    await this.prompt.fill(order.prompt);
    if (order.ratio) await this.choice("ratio", order.ratio).click();
    await this.images(order.count).click();
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
