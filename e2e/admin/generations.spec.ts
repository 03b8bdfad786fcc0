import { expect, test } from "../fixtures/browsers";
import { generate } from "../fixtures/orders";
import { chooseRole, newPerson, register, reviewer } from "../fixtures/people";
import { AuditPage } from "../pages/admin/audit-page";
import { GenerationPages } from "../pages/admin/generation-pages";
import { loseAnswer } from "./lose-answer";

const reason = "E2E: the vendor's page says so";

for (const language of ["zh-CN", "en"] as const)
  test.describe(`in ${language}`, () => {
    test.use({ language });

    test("a job is found by its image, its credits go back, and it is placed again free of charge", async ({
      context,
      openBrowser,
      person,
      t,
    }) => {
      const made = await generate(context, { prompt: `后台 ${person.username}`, count: 1 });
      const charged = made.receipt?.charged ?? 0;
      expect(charged).toBeGreaterThan(0);
      const admin = reviewer();
      const jobs = new GenerationPages(await (await openBrowser(admin)).newPage(), t);
      await jobs.find(made.images[0]?.id ?? "", made.id);
      await expect(jobs.section("facts")).toContainText(`后台 ${person.username}`);
      await expect(jobs.section("attempts").getByRole("row")).toHaveCount(2);
      await expect(jobs.section("attempts")).toContainText(t("create.vendors.sketch"));
      await jobs.acts.act(
        t("admin.generations.refund"),
        { reason, password: admin.password },
        t("admin.generations.refundDone"),
      );
      await expect(jobs.step("refunded")).toBeVisible();
      await expect(jobs.acts.button(t("admin.generations.refund"))).toBeDisabled();
      await jobs.acts.act(
        t("admin.generations.retry"),
        { reason, password: admin.password },
        t("admin.generations.retryDone"),
      );
      await expect(jobs.acts.button(t("admin.generations.retry"))).toBeDisabled();

      const audit = new AuditPage(jobs.page, t);
      await audit.open({ subject: made.id, action: "generations.refund" });
      await audit.openLine("generations.refund");
      await audit.changed("refunded", "0", String(charged));
      await audit.open({ subject: made.id, action: "generations.retry" });
      await expect(audit.lines("generations.retry")).toHaveCount(1);
    });
  });

test("an unknown outcome waits in its list until somebody writes down what they found", async ({
  context,
  openBrowser,
  person,
  t,
}) => {
  const made = await generate(context, { prompt: `不明 ${person.username}`, count: 1 });
  await loseAnswer(made.id);
  const jobs = new GenerationPages(await (await openBrowser(reviewer())).newPage(), t);
  await jobs.openUncertain();
  await expect(jobs.page.getByText(t("admin.generations.moneyDetail"))).toBeVisible();
  const row = jobs.uncertain(made.id);
  const label = t("admin.generations.setDelivered");
  await jobs.acts.press(row.getByRole("button", { name: label, exact: true }));
  await jobs.acts.confirm(label, { reason });
  await expect(jobs.page.getByText(t("admin.generations.decided"), { exact: true }).last()).toBeVisible();
  await expect(row).toHaveCount(0);
  await jobs.find(made.id, made.id);
  await expect(jobs.step("resolved")).toBeVisible();
  await expect(jobs.section("attempts")).toContainText(t("admin.generations.resolutions.delivered"));
  const audit = new AuditPage(jobs.page, t);
  await audit.open({ subject: made.id, action: "generations.resolve" });
  await audit.openLine("generations.resolve");
  await expect(audit.sheet).toContainText(reason);
});

test("an auditor sees jobs and unknown outcomes, and no control that writes", async ({
  context,
  openBrowser,
  person,
  t,
}) => {
  const made = await generate(context, { prompt: `审计 ${person.username}`, count: 1 });
  await loseAnswer(made.id);
  const auditor = newPerson();
  await register(auditor);
  await chooseRole(auditor, "auditor");
  const jobs = new GenerationPages(await (await openBrowser(auditor)).newPage(), t);
  await jobs.find(made.id, made.id);
  await expect(jobs.writes).toHaveCount(0);
  await jobs.openUncertain();
  await expect(jobs.uncertain(made.id)).toBeVisible();
  await expect(jobs.writes).toHaveCount(0);
});
