import { expect, test } from "../fixtures/browsers";
import { ended, generate, order } from "../fixtures/orders";
import { GenerationPages } from "../pages/admin/generation-pages";
import { PanelWrites } from "../pages/admin/panel-writes";
import { loseAnswer } from "./lose-answer";
import { endOtherwise, ownerOf } from "./more-generations";
import { newAdmin } from "./new-admin";

test("a job that is not over is cancelled, what was not made is given back, and the log has it", async ({
  context,
  openBrowser,
  person,
  t,
}) => {
  const admin = await newAdmin();
  const panel = new PanelWrites(await (await openBrowser(admin)).newPage(), t, admin);
  await panel.open("generations");
  // Drawn one after the other, each after three seconds; what large and fine ones take besides grows as the machine
  // gets slower, as pressing does.
  const slow = { count: 8, tier: "2K", quality: "high" } as const;
  const { id, priceCredits } = await order(context, { prompt: `${person.username} [[slow]]`, ...slow });
  await panel.open(`generations/${id}`);
  await panel.write(panel.button(t("admin.generations.cancel")), {}, t("admin.generations.cancelled"));
  const over = await ended(context, id);
  expect(over.status).toBe("cancelled");
  expect(over.receipt?.charged).toBeLessThan(priceCredits);
  await panel.logged(id, "generations.cancel", { cancelRequested: ["false", "true"] });
});

test("an unknown outcome that the vendor never took up is closed", async ({
  context,
  openBrowser,
  person,
  t,
}) => {
  const made = await generate(context, { prompt: `没做 ${person.username}`, count: 1 });
  await loseAnswer(made.id);
  const admin = await newAdmin();
  const panel = new PanelWrites(await (await openBrowser(admin)).newPage(), t, admin);
  const jobs = new GenerationPages(panel.page, t);
  await jobs.openUncertain();
  const row = jobs.uncertain(made.id);
  const close = panel.button(t("admin.generations.setClosed"), row);
  await panel.write(close, {}, t("admin.generations.decided"));
  await expect(row).toHaveCount(0);
  await jobs.find(made.id, made.id);
  await expect(jobs.section("attempts")).toContainText(t("admin.generations.resolutions.closed"));
  await panel.logged(made.id, "generations.resolve", { resolution: ["null", "closed"] });
});

test("state, model, vendor and error each lead to the generations that have it, and to no other", async ({
  context,
  openBrowser,
  person,
  t,
}) => {
  const made = await generate(context, { prompt: person.username, count: 1 });
  const failed = await endOtherwise(made.id, {
    ...{ status: "failed", errorCode: "content_policy", deliveredCount: 0, creditsUsed: 0 },
    ...{ provider: "stability", model: "stable-core" },
  });
  const userId = await ownerOf(made.id);
  const admin = await newAdmin();
  const panel = new PanelWrites(await (await openBrowser(admin)).newPage(), t, admin);
  const rows = panel.rows(t("admin.generations.title"));
  for (const [filter, found] of [
    [{ status: "succeeded" }, made.id],
    [{ status: "failed" }, failed],
    [{ model: "sketch-1" }, made.id],
    [{ model: "stable-core" }, failed],
    [{ provider: "stability" }, failed],
    [{ errorCode: "content_policy" }, failed],
  ] as const) {
    await panel.open("generations");
    await panel.filter({ userId, ...filter });
    await expect(rows, JSON.stringify(filter)).toHaveCount(1);
    await expect(rows.locator(`[title="${found}"]`)).toBeVisible();
  }
});
