import { randomUUID } from "node:crypto";
import { LOCALES } from "@/lib/platform/locale";
import { generate } from "../fixtures/orders";
import { server } from "../fixtures/stack/server";
import { expect, test } from "../fixtures/test";
import { NotificationSettingsPage } from "../pages/settings/notification-settings-page";

interface Call {
  id: string;
  kind: string;
  isRepetition: boolean;
  refusal: string | null;
  body: { data: Record<string, unknown> };
}

/** An inbox at a server of somebody's own, which checks signatures by itself. */
function newInbox() {
  const name = `e2e-${randomUUID()}`;
  const root = server.simulator("receiver");
  return {
    url: `${root}/hooks/${name}`,
    host: new URL(root).host,
    expect: async (secret: string, answers: (number | "hang" | "reset")[] = []) => {
      const body = JSON.stringify({ secret, answers });
      expect((await fetch(`${root}/__inboxes/${name}`, { method: "PUT", body })).status).toBe(204);
    },
    calls: async () => (await (await fetch(`${root}/__inboxes/${name}`)).json()) as Call[],
  };
}

for (const language of LOCALES)
  test.describe(language, () => {
    test.use({ language });

    test("an own server gets a signed call when a generation ends, and the log shows it", async ({
      context,
      page,
      person,
      t,
    }) => {
      const inbox = newInbox();
      const settings = new NotificationSettingsPage(page, t);
      await settings.open();
      const secret = await settings.addEndpoint(inbox.url);
      expect(secret, person.username).toMatch(/^whsec_[\w-]{43}$/);
      await inbox.expect(secret);
      const card = settings.card(inbox.host);
      await card.getByRole("button", { name: t("inbox.webhooks.test"), exact: true }).click();
      await expect(card.getByRole("status")).toContainText("204");
      const { id } = await generate(context, { prompt: "told to another server", count: 1 });
      await expect
        .poll(async () => (await inbox.calls()).map(({ kind, refusal }) => [kind, refusal]), {
          timeout: 60_000,
        })
        .toEqual([
          ["webhook.test", null],
          ["generation_ended", null],
        ]);
      const [, told] = await inbox.calls();
      expect(told?.body.data).toMatchObject({ generationId: id, status: "succeeded", delivered: 1 });
      await card.getByRole("button", { name: t("inbox.webhooks.log"), exact: true }).click();
      const row = settings.log.getByRole("listitem").filter({ hasText: t("inbox.kinds.generation_ended") });
      await expect(row).toContainText("204");
      await expect(row).toContainText(told?.id ?? "no id");
      await expect(row).toContainText(t("inbox.webhooks.attempts", { count: 1 }));
    });
  });

test("a call that was refused is repeated by hand under the same id, and taken", async ({
  context,
  page,
  person,
  t,
}) => {
  const inbox = newInbox();
  const settings = new NotificationSettingsPage(page, t);
  await settings.open();
  await inbox.expect(await settings.addEndpoint(inbox.url), [503]);
  await generate(context, { prompt: person.username, count: 1 });
  await expect.poll(async () => (await inbox.calls()).length, { timeout: 60_000 }).toBe(1);
  await settings
    .card(inbox.host)
    .getByRole("button", { name: t("inbox.webhooks.log"), exact: true })
    .click();
  const row = settings.log.getByRole("listitem");
  await expect(row).toContainText("503");
  await row.getByRole("button", { name: t("inbox.webhooks.resend"), exact: true }).click();
  await expect(row).toContainText("204");
  expect((await inbox.calls()).map(({ isRepetition }) => isRepetition)).toEqual([false, true]);
});

test("an address inside a private network is refused where it was written", async ({
  page,
  complaints,
  person,
  t,
}) => {
  complaints.expect(/400/);
  const settings = new NotificationSettingsPage(page, t);
  await settings.open();
  await settings.begin();
  await settings.address.fill("https://169.254.169.254/hook");
  await settings.save.click();
  const problem = settings.sheet.getByText(t("inbox.webhooks.urlNotAllowed"));
  await expect(problem, person.username).toBeVisible();
  await expect(problem.locator("[lang=en]")).toContainText("is not a public address");
  await settings.address.fill("https:");
  await settings.save.click();
  await expect(settings.sheet.getByText(t("inbox.webhooks.urlWrong"))).toBeVisible();
});

test("a webhook is switched off and deleted after a question", async ({ page, person, t }) => {
  const inbox = newInbox();
  const settings = new NotificationSettingsPage(page, t);
  await settings.open();
  await settings.addEndpoint(inbox.url);
  const card = settings.card(inbox.host);
  await card.getByRole("switch").click();
  await expect(card, person.username).toContainText(t("inbox.webhooks.off"));
  await page.reload();
  await expect(card.getByRole("switch")).not.toBeChecked();
  await card.getByRole("button", { name: t("common.delete"), exact: true }).click();
  await page
    .getByRole("alertdialog", { name: t("inbox.webhooks.deleteTitle", { host: inbox.host }) })
    .getByRole("button", { name: t("common.delete"), exact: true })
    .click();
  await expect(
    page.getByRole("heading", { name: t("inbox.webhooks.emptyTitle"), exact: true }),
  ).toBeVisible();
});
