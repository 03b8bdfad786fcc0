import { readFileSync } from "node:fs";
import { join } from "node:path";
import { newPerson, register } from "../fixtures/people";
import { server } from "../fixtures/stack/server";
import { expect, test } from "../fixtures/test";
import { AuthPage } from "../pages/auth-page";

const protectedPages = ["/create", "/library", "/history", "/credits", "/settings"];

test("a wrong password and an unknown account get the same answer", async ({ page, t }) => {
  const person = newPerson();
  await register(person);
  const auth = new AuthPage(page, t);
  const refusal = page.getByRole("main").getByText(t("auth.refusals.wrong_credentials"), { exact: true });
  for (const login of [person.email, newPerson().email]) {
    await page.goto("/sign-in");
    await auth.signIn(login, "not the password");
    await expect(refusal).toBeVisible();
    await expect(page).toHaveURL(/\/sign-in/);
  }
});

test("whoever is not signed in is sent to sign in, and comes back to where they wanted", async ({
  page,
  t,
}) => {
  const person = newPerson();
  await register(person);
  const auth = new AuthPage(page, t);
  for (const path of protectedPages) {
    await page.goto(path);
    await expect(page).toHaveURL(`/sign-in?next=${encodeURIComponent(path)}`);
  }
  await page.goto("/library?favorite=true");
  await auth.signIn(person.username, person.password);
  await expect(page).toHaveURL(/\/library/);
  await expect(page.getByRole("heading", { name: t("library.title"), exact: true })).toBeVisible();
  await page.goto("/sign-in");
  await expect(page).not.toHaveURL(/\/sign-in/);
});

test("a demo account is filled in by one press and signs in", async ({ page, t }) => {
  const auth = new AuthPage(page, t);
  await page.goto("/sign-in");
  await page.getByRole("button", { name: /pro@xintu\.local/ }).click();
  await auth.button("signIn").click();
  await expect(page.getByRole("button", { name: t("shell.accountMenu", { name: "pro" }) })).toBeVisible();
});

test("fields say what is wrong with them before anything is sent", async ({ page, t }) => {
  const auth = new AuthPage(page, t);
  await page.goto("/sign-up");
  await auth.signUp({ email: "nobody", username: "x", password: "short" });
  await expect(page.getByText(t("auth.rules.email"))).toBeVisible();
  await expect(page.getByText(t("auth.rules.username"))).toBeVisible();
  await expect(page.getByText(t("auth.rules.password"))).toBeVisible();
  await expect(auth.field("email")).toBeFocused();
  await expect(auth.field("email")).toHaveAttribute("aria-invalid", "true");
});

test("a name that is taken is said at its field", async ({ page, t }) => {
  const known = newPerson();
  await register(known);
  const auth = new AuthPage(page, t);
  await page.goto("/sign-up");
  await auth.signUp({ ...newPerson(), username: known.username });
  await expect(page.getByText(t("auth.refusals.username_taken"))).toBeVisible();
});

test("a forgotten password is replaced by the link of the mail, once", async ({ page, t }) => {
  const person = newPerson();
  await register(person);
  const auth = new AuthPage(page, t);
  await page.goto("/sign-in");
  await page.getByRole("link", { name: t("auth.forgotPassword") }).click();
  await auth.field("email").fill(person.email);
  await auth.button("recoverSend").click();
  await expect(page.getByText(t("auth.recoveryLogged"))).toBeVisible();
  let link: string | undefined;
  await expect.poll(() => (link = recoveryLinkOf(person.email))).toBeTruthy();
  await page.goto(link ?? "");
  await auth.password("newPassword").fill("a new password");
  await auth.button("setPassword").click();
  await expect(page.getByText(t("auth.passwordChanged"))).toBeVisible();
  await auth.signIn(person.email, person.password);
  await expect(page.getByText(t("auth.refusals.wrong_credentials"))).toBeVisible();
  await auth.signIn(person.email, "a new password");
  await expect(auth.account(person)).toBeVisible();
  await page.goto(link ?? "");
  await expect(page.getByText(t("auth.refusals.recovery_link_invalid"))).toBeVisible();
});

/** In demo mode mails stand in the server's log. */
function recoveryLinkOf(email: string): string | undefined {
  const lines = readFileSync(join(server.dataFolder(), "server.log"), "utf8").split("\n");
  const mail = lines.findLast((line) => line.includes(email) && line.includes("/reset?token="));
  return /https?:\/\/[^\s"\\]+\/reset\?token=[\w.-]+/.exec(mail ?? "")?.[0];
}
