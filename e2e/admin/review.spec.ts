import type { Request } from "@playwright/test";
import { LOCALES } from "@/lib/platform/locale";
import { expect, test } from "../fixtures/browsers";
import { publish } from "../fixtures/gallery";
import { generate } from "../fixtures/orders";
import { newPerson, register, reviewer } from "../fixtures/people";
import { AuditPage } from "../pages/admin/audit-page";
import { PublicationPanel } from "../pages/gallery/publication-panel";
import { ReviewPage } from "../pages/gallery/review-page";

for (const language of LOCALES)
  test.describe(`in ${language}`, () => {
    test.use({ language });

    test("a reported image is taken down from every address, and its author reads why", async ({
      context,
      openBrowser,
      page,
      person,
      t,
    }) => {
      const prompt = `举报 ${person.username}`;
      const id = await publish(context, { prompt });
      const other = newPerson();
      await register(other);
      const reporter = await openBrowser(other);
      const data = { reason: "copyright", note: "这是我的作品" };
      expect((await reporter.request.post(`/api/v1/gallery/${id}/reports`, { data })).ok()).toBe(true);

      const review = new ReviewPage(await (await openBrowser(reviewer())).newPage(), t);
      await review.open("reports");
      await expect(review.reported(prompt)).toContainText("这是我的作品");
      await review.takeDown(prompt, "copyright", "权利人举报属实。");
      await review.said("take_down");
      await expect(review.reported(prompt)).toHaveCount(0);
      await review.open("reports");
      await expect(review.reported(prompt)).toHaveCount(0);

      for (const path of [`/explore/${id}`, `/media/${id}/display`, `/media/${id}/download`])
        expect((await reporter.request.get(path)).status(), path).toBe(404);
      const panel = new PublicationPanel(page, t);
      await panel.open(id);
      await expect(panel.state("taken_down")).toBeVisible();
      await expect(panel.section).toContainText("权利人举报属实。");
      await expect(panel.appealButton).toBeVisible();

      const audit = new AuditPage(review.page, t);
      await audit.open({ subject: id, action: "publication.take_down" });
      await audit.openLine("publication.take_down");
      await audit.changed("state", "public", "taken_down");
      await expect(audit.sheet).toContainText("权利人举报属实。");
    });
  });

test("a reported image that is kept stays public, and its report is closed", async ({
  context,
  openBrowser,
  person,
  t,
}) => {
  const prompt = `保留 ${person.username}`;
  const id = await publish(context, { prompt });
  const other = newPerson();
  await register(other);
  const reporter = await openBrowser(other);
  const data = { reason: "other", note: "不喜欢" };
  expect((await reporter.request.post(`/api/v1/gallery/${id}/reports`, { data })).ok()).toBe(true);
  const review = new ReviewPage(await (await openBrowser(reviewer())).newPage(), t);
  await review.open("reports");
  await review.keep(prompt);
  await review.open("reports");
  await expect(review.reported(prompt)).toHaveCount(0);
  expect((await reporter.request.get(`/media/${id}/display`)).status()).toBe(200);
  const audit = new AuditPage(review.page, t);
  await audit.open({ subject: id, action: "gallery.reports.resolved" });
  await audit.openLine("gallery.reports.resolved");
  await audit.changed("openReports", "1", "0");
  await expect(audit.sheet).toContainText("E2E: nothing wrong with it");
});

test("whoever is no admin finds no review, and what its page can do refuses them", async ({
  complaints,
  context,
  openBrowser,
  page,
  person,
  t,
}) => {
  complaints.expect(/404/);
  const prompt = `权限 ${person.username}`;
  const [image] = (await generate(context, { prompt, count: 1 })).images;
  const id = image?.id ?? "";
  const handedIn = { ids: [id], declaration: "made_here" };
  expect((await context.request.post("/api/v1/publications", { data: handedIn })).ok()).toBe(true);
  for (const path of ["/admin/review", "/admin/review?view=reports"]) {
    expect((await page.goto(path))?.status(), path).toBe(404);
    await expect(page.getByText(prompt)).toHaveCount(0);
  }

  // What the reviewer's page would send is kept back and sent by somebody else.
  complaints.expect(/ERR_FAILED|Failed to fetch|network/i);
  const review = new ReviewPage(await (await openBrowser(reviewer())).newPage(), t);
  const isAction = (request: Request) => request.method() === "POST" && "next-action" in request.headers();
  await review.page.route("**/admin/review", (route) =>
    isAction(route.request()) ? route.abort() : route.continue(),
  );
  await review.find(prompt);
  const sending = review.page.waitForRequest(isAction);
  await review.approve();
  const sent = await sending;
  const { cookie: _, ...headers } = await sent.allHeaders();
  const plain = Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith(":")));
  const answer = await context.request.post("/admin/review", {
    headers: plain,
    data: sent.postDataBuffer() ?? undefined,
  });
  expect(await answer.text()).not.toContain('"ok":true');
  const standing = await context.request.get(`/api/v1/publications?ids=${id}`);
  expect((await standing.json()).items[0].state).toBe("pending");
});

test.describe("in English", () => {
  test.use({ language: "en" });
  test("the queue goes on and back by keys, and a refusal is given up by its button or by Esc", async ({
    context,
    openBrowser,
    person,
    t,
  }) => {
    const prompt = `Review ${person.username}`;
    const [image] = (await generate(context, { prompt, count: 1 })).images;
    const data = { ids: [image?.id ?? ""], declaration: "made_here" };
    expect((await context.request.post("/api/v1/publications", { data })).ok()).toBe(true);
    const review = new ReviewPage(await (await openBrowser(reviewer())).newPage(), t);
    await review.find(prompt);
    await review.page.keyboard.press("r");
    // Letters are words in the note and no keys of the queue.
    await review.item.getByRole("textbox", { name: t("review.note"), exact: true }).fill("a");
    await review.item.getByRole("textbox", { name: t("review.note"), exact: true }).press("a");
    await expect(review.item.getByText(prompt, { exact: true })).toBeVisible();
    await review.item.getByRole("button", { name: t("common.cancel"), exact: true }).click();
    await review.page.keyboard.press("r");
    await review.item.getByRole("textbox", { name: t("review.note"), exact: true }).press("Escape");
    await expect(review.item).toBeFocused();
    await review.reject("spam", "");
    await review.said("reject");
    await expect(review.page.getByText(prompt, { exact: true })).toHaveCount(0);
    const audit = new AuditPage(review.page, t);
    await audit.open({ subject: image?.id ?? "", action: "publication.reject" });
    await audit.openLine("publication.reject");
    await audit.changed("state", "pending", "rejected");
  });
});
