import type { Page } from "@playwright/test";
import type { Person } from "../fixtures/people";
import type { Texts } from "../fixtures/texts";

/** The pages for people who are not signed in. */
export class AuthPage {
  constructor(
    readonly page: Page,
    readonly t: Texts,
  ) {}

  field = (name: "login" | "email" | "username" | "password" | "newPassword") =>
    this.page.getByRole("main").getByRole("textbox", { name: this.t(`auth.${name}`), exact: true });
  button = (name: "signIn" | "signUp" | "recoverSend" | "setPassword") =>
    this.page.getByRole("main").getByRole("button", { name: this.t(`auth.${name}`), exact: true });
  heading = (name: "signInTitle" | "signUpTitle" | "recoverTitle" | "resetTitle") =>
    this.page.getByRole("heading", { name: this.t(`auth.${name}`), exact: true });
  account = (person: Person) =>
    this.page.getByRole("button", { name: this.t("shell.accountMenu", { name: person.username }) });

  async signUp(person: Person): Promise<void> {
    await this.field("email").fill(person.email);
    await this.field("username").fill(person.username);
    await this.password("password").fill(person.password);
    await this.button("signUp").click();
  }
  async signIn(login: string, password: string): Promise<void> {
    await this.field("login").fill(login);
    await this.password("password").fill(password);
    await this.button("signIn").click();
  }
  /** A password field has no role, only a label. */
  password = (name: "password" | "newPassword") =>
    this.page.getByRole("main").getByLabel(this.t(`auth.${name}`), { exact: true });
}
