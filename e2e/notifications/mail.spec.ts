import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { LOCALES } from "@/lib/platform/locale";
import { alive } from "../fixtures/alive";
import { generate } from "../fixtures/orders";
import { newPerson } from "../fixtures/people";
import { server } from "../fixtures/stack/server";
import { expect, test } from "../fixtures/test";
import { AuthPage } from "../pages/auth-page";
import { NotificationSettingsPage } from "../pages/settings/notification-settings-page";

const mailLine = z.object({ mail: z.object({ to: z.string(), subject: z.string(), text: z.string() }) });

/** The mails to an address: in demo mode they stand in the server's log, a line of JSON for each. */
function mailsTo(address: string) {
  const lines = readFileSync(join(server.dataFolder(), "server.log"), "utf8").split("\n");
  return lines
    .filter((line) => line.includes(address))
    .flatMap((line) => {
      const read = mailLine.safeParse(jsonOf(line));
      return read.success && read.data.mail.to === address ? [read.data.mail] : [];
    });
}

/** Null for a line of something else, and for one that is still being written. */
function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

for (const language of LOCALES)
  test.describe(language, () => {
    test.use({ language });

    test("who wants a kind by mail gets it in the language that they signed up in, with the way to the page and to the choice", async ({
      context,
      page,
      t,
    }) => {
      const person = newPerson();
      const auth = new AuthPage(page, t);
      await page.goto("/sign-up");
      await auth.signUp(person);
      await expect(auth.account(person)).toBeVisible();
      const settings = new NotificationSettingsPage(page, t);
      await settings.open();
      const choice = settings.choice("generation_ended", "email");
      await expect(choice).not.toBeChecked();
      await alive(choice);
      const saved = page.waitForResponse(
        (answer) => answer.url().endsWith("/notification-preferences") && answer.request().method() === "PUT",
      );
      await choice.click();
      expect((await saved).status()).toBe(200);
      await expect(choice).toBeChecked();

      const { id } = await generate(context, { prompt: "a letter in the rain", count: 1 });
      await expect.poll(() => mailsTo(person.email).length, { timeout: 60_000 }).toBe(1);
      const [mail] = mailsTo(person.email);
      expect(mail?.subject).toBe(t("notifications.generation.succeeded.title"));
      for (const words of [
        t("notifications.generation.succeeded.body", { delivered: 1, charged: 1 }),
        t("notifications.mail.because"),
        `/history?generation=${id}`,
        "/settings/notifications",
      ])
        expect(mail?.text).toContain(words);
    });
  });
