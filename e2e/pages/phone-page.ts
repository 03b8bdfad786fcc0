import { expect, type FrameLocator, type Locator, type Page } from "@playwright/test";
import { alive } from "../fixtures/alive";
import { server } from "../fixtures/stack/server";

/** The simulated phone of one person, with WeChat on it. */
export class PhonePage {
  readonly chat: Locator;
  /** The web view: pages of the product as WeChat shows them. */
  readonly web: FrameLocator;
  readonly sheet: Locator;

  constructor(
    readonly page: Page,
    readonly openid: string,
    /** Where WeChat is simulated. */
    private readonly wechat = server.simulator("wechat"),
  ) {
    this.chat = page.getByRole("log");
    this.web = page.frameLocator('iframe[title="网页"]');
    this.sheet = page.getByRole("dialog", { name: "微信支付" });
  }

  async open(): Promise<void> {
    await this.page.goto(`${this.wechat}/phone?person=${this.openid}`);
    await expect(this.page.getByRole("button", { name: "会员中心" })).toBeVisible();
  }

  /** Scans a code by what it says; what the account answers comes into the chat. */
  async scan(content: string): Promise<void> {
    await this.page.getByLabel("二维码的内容或付款链接").fill(content);
    await this.page.getByRole("button", { name: "扫描", exact: true }).click();
  }

  follow = () => this.page.getByRole("button", { name: "关注公众号", exact: true }).click();
  unfollow = () => this.page.getByRole("button", { name: "取消关注", exact: true }).click();
  openMember = () => this.page.getByRole("button", { name: "会员中心", exact: true }).click();
  closeWeb = () => this.page.getByRole("button", { name: "关闭网页", exact: true }).click();

  /** Opens a link in the newest lines of the chat. */
  openLink = (words: string) => this.chat.getByRole("link", { name: words, exact: true }).last().click();

  /** Presses the button of the checkout that is open in the web view, by its words; WeChat's sheet comes. */
  async startPayment(yuan: string, words = `微信支付 ¥${yuan}`): Promise<void> {
    const button = this.web.getByRole("button", { name: words, exact: true });
    await alive(button);
    await button.click();
    await expect(this.sheet).toBeVisible();
  }

  /** Changes the phone itself. */
  async set(setting: "ios" | "snapshot"): Promise<void> {
    const control =
      setting === "ios"
        ? this.page.getByRole("radio", { name: "iOS", exact: true })
        : this.page.getByRole("checkbox", { name: /^以快照页访问/ });
    await control.click({ force: true });
    await expect(control).toBeChecked();
  }

  async confirmPayment(yuan: string): Promise<void> {
    await expect(this.sheet).toContainText(yuan);
    await this.sheet.getByRole("button", { name: "确认支付", exact: true }).click();
  }

  cancelPayment = () => this.sheet.getByRole("button", { name: "取消", exact: true }).click();
}
