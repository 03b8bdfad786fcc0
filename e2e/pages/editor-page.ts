import type { Locator, Page } from "@playwright/test";
import { alive } from "../fixtures/alive";
import { expect } from "../fixtures/test";
import type { Texts } from "../fixtures/texts";

type Operation = "inpaint" | "erase" | "upscale" | "instruct";
interface DeviceFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** A place on the picture; 0 and 1 are its edges. */
export interface Spot {
  x: number;
  y: number;
}

/** The editor on a wide screen. */
export class EditorPage {
  constructor(
    readonly page: Page,
    readonly t: Texts,
  ) {}

  open = () => this.page.goto("/edit");

  async choose(file: DeviceFile): Promise<void> {
    const input = this.page.locator("input[type=file]");
    await alive(input);
    await input.setInputFiles(file);
  }
  /** Chooses a file of the device, and comes to the editor with it. */
  async upload(file: DeviceFile): Promise<void> {
    await this.choose(file);
    await expect(this.page).toHaveURL(/\/edit\/img_[0-9a-z]{26}$/);
    await expect(this.panel).toBeVisible();
  }
  /** Of the picture that is being edited. */
  imageId = (): string => /img_[0-9a-z]{26}/.exec(this.page.url())?.[0] ?? "";

  get panel(): Locator {
    return this.page.getByRole("complementary", { name: this.t("editor.panel"), exact: true });
  }
  operation = (operation: Operation) =>
    this.panel
      .getByRole("radiogroup", { name: this.t("editor.operation"), exact: true })
      .getByRole("radio", { name: this.t(`editor.operations.${operation}`), exact: true });
  get model(): Locator {
    return this.panel.getByRole("combobox", { name: this.t("editor.model"), exact: true });
  }
  get prompt(): Locator {
    return this.panel.getByRole("textbox", { name: this.t("editor.prompt"), exact: true });
  }
  /** What stands in the prompt's place where a sentence says what to change. */
  get instruction(): Locator {
    return this.panel.getByRole("textbox", { name: this.t("editor.instruction"), exact: true });
  }
  factor = (factor: number) =>
    this.panel.getByRole("radio", { name: this.t("editor.factorOption", { factor }), exact: true });
  submit = (price: number) =>
    this.panel.getByRole("button", { name: this.t("editor.submit.edit", { price }), exact: true });

  get paintable(): Locator {
    return this.page.getByRole("application", { name: this.t("editor.mask.stage"), exact: true });
  }
  tool = (name: "undo" | "clear") =>
    this.page
      .getByRole("toolbar", { name: this.t("editor.mask.tools") })
      .getByRole("button", { name: this.t(`editor.mask.${name}`), exact: true });

  /** Draws a line over the picture with the mouse. */
  async paint(from: Spot, to: Spot): Promise<void> {
    const picture = await this.paintable.locator("canvas[data-mask]").boundingBox();
    if (!picture) throw new Error("There is no mask to paint on.");
    const at = ({ x, y }: Spot) => [picture.x + x * picture.width, picture.y + y * picture.height] as const;
    await this.page.mouse.move(...at(from));
    await this.page.mouse.down();
    await this.page.mouse.move(...at(to), { steps: 12 });
    await this.page.mouse.up();
  }

  /** The comparison of before and after, which stands there when an edit has delivered. */
  get divider(): Locator {
    return this.page.getByRole("slider", { name: this.t("editor.compare.slider"), exact: true });
  }
  goOn = () => this.page.getByRole("link", { name: this.t("editor.result.continue"), exact: true }).click();
  get lineage(): Locator {
    return this.panel.getByRole("list", { name: this.t("editor.lineage.title"), exact: true });
  }
}
