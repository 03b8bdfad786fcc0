import { expect, test } from "../fixtures/browsers";
import { chooseRole, newPerson, register, reviewer } from "../fixtures/people";
import { AuditPage } from "../pages/admin/audit-page";
import { PanelPage } from "../pages/admin/system-pages";
import { AuthPage } from "../pages/auth-page";
import { failedMail } from "./failed-mail";

const reason = "E2E: looked at by hand";

for (const language of ["zh-CN", "en"] as const)
  test.describe(`in ${language}`, () => {
    test.use({ language });

    test("an announcement stands above every page in the reader's language until it is ended", async ({
      openBrowser,
      t,
    }) => {
      const panel = new PanelPage(await (await openBrowser(reviewer())).newPage(), t);
      const mark = newPerson().username;
      const words = { "zh-CN": `今晚升级 ${mark}`, en: `An upgrade tonight ${mark}` };
      const mine = words[language];
      await panel.open("system/announcements");
      const fields = {
        [t("admin.system.announcements.textZh")]: words["zh-CN"],
        [t("admin.system.announcements.textEn")]: words.en,
        [t("admin.system.announcements.href")]: "/pricing",
      };
      await panel.act(
        panel.button(t("admin.system.announcements.create")),
        t("admin.system.announcements.publish"),
        { fields, reason },
        t("admin.system.announcements.created"),
      );
      const stranger = await (await openBrowser()).newPage();
      for (const path of ["/", "/explore", "/sign-in"]) {
        await stranger.goto(path);
        const lines = stranger.getByRole("region", { name: t("shell.notices.label"), exact: true });
        await expect(lines, path).toContainText(mine);
      }

      await panel.row(mine).getByRole("link", { name: mine, exact: true }).click();
      const end = panel.sheet.getByRole("button", {
        name: t("admin.system.announcements.end"),
        exact: true,
      });
      await panel.act(
        end,
        t("admin.system.announcements.end"),
        { reason },
        t("admin.system.announcements.ended"),
      );
      await stranger.goto("/");
      await expect(stranger.getByText(mine)).toHaveCount(0);

      const id = new URL(panel.page.url()).searchParams.get("open") ?? "";
      const audit = new AuditPage(panel.page, t);
      await audit.open({ subject: id });
      await expect(audit.lines("announcements.create")).toHaveCount(1);
      await audit.openLine("announcements.end");
      await expect(audit.sheet).toContainText(id.slice(-6));
      await expect(audit.sheet).toContainText(reason);
      await audit.open({ subject: id, action: "announcements.create" });
      await audit.openLine("announcements.create");
      await audit.changed("textEn", "–", words.en);
    });
  });

test("the maintenance notice is set and taken away, and the audit log has both sides", async ({
  openBrowser,
  t,
}) => {
  const panel = new PanelPage(await (await openBrowser(reviewer())).newPage(), t);
  const text = `维护到 3 点 ${newPerson().username}`;
  const edit = () => panel.button(t("admin.system.switches.maintenance.edit"));
  const save = t("admin.system.switches.maintenance.save");
  const turn = async (fields: Record<string, string>) => {
    await panel.open("system/switches");
    const window = await panel.press(edit());
    await window.getByRole("switch", { name: t("admin.system.switches.maintenance.on") }).click();
    await panel.confirm(window, save, { fields, reason });
    await panel.said(t("admin.system.switches.maintenance.saved"));
  };
  await turn({ [t("admin.system.switches.textZh")]: text });
  const stranger = await (await openBrowser()).newPage();
  await stranger.goto("/pricing");
  await expect(stranger.getByText(text)).toBeVisible();
  await turn({});
  await stranger.goto("/pricing");
  await expect(stranger.getByText(text)).toHaveCount(0);
  const audit = new AuditPage(panel.page, t);
  await audit.open({ subject: "settings.maintenance" });
  await audit.openLine("settings.update");
  await audit.changed("on", "true", "false");
  await expect(audit.sheet).toContainText(reason);
});

test("closing sign-up asks for the admin's password, and a wrong one changes nothing", async ({
  openBrowser,
  t,
}) => {
  const panel = new PanelPage(await (await openBrowser(reviewer())).newPage(), t);
  await panel.open("system/switches");
  const section = panel.page.getByRole("region", {
    name: t("admin.system.switches.sign_up_open.title"),
    exact: true,
  });
  const off = t("admin.system.switches.turnOff");
  const window = await panel.press(section.getByRole("button", { name: off, exact: true }));
  await panel.confirm(window, off, { reason, password: "not the password" });
  await expect(window.getByRole("alert")).toContainText(t("errors.code.wrong_password"));
  await panel.open("system/switches");
  await expect(section.getByText(t("admin.system.switches.isOn"), { exact: true })).toBeVisible();
});

test("a job is run by hand, and its run and who asked are seen", async ({ openBrowser, t }) => {
  const panel = new PanelPage(await (await openBrowser(reviewer())).newPage(), t);
  await panel.open("system/jobs?open=prune-sessions");
  const run = t("admin.system.jobs.runNow");
  await panel.act(
    panel.sheet.getByRole("button", { name: run, exact: true }),
    run,
    {},
    t("admin.system.jobs.asked"),
  );
  await expect(async () => {
    await panel.open("system/jobs?open=prune-sessions");
    await expect(panel.sheet.getByText(t("admin.system.jobs.by.panel"), { exact: true }).first()).toBeVisible(
      { timeout: 1_000 },
    );
  }).toPass({ timeout: 30_000 });
  const audit = new AuditPage(panel.page, t);
  await audit.open({ subject: "prune-sessions", action: "jobs.run-now" });
  await audit.openLine("jobs.run-now");
  await audit.changed("isRunning", "false", "true");
});

test("a mail that failed is put back into the queue", async ({ openBrowser, person, t }) => {
  const id = await failedMail(person);
  const panel = new PanelPage(await (await openBrowser(reviewer())).newPage(), t);
  await panel.open(`system/deliveries?user=${person.username}&state=failed`);
  await expect(panel.row(person.username)).toHaveCount(1);
  await panel.open(`system/deliveries?open=${id}`);
  await expect(panel.sheet).toContainText(t("admin.system.deliveries.errors.mail_failed"));
  const again = t("admin.system.deliveries.sendAgain");
  await panel.act(
    panel.sheet.getByRole("button", { name: again, exact: true }),
    again,
    {},
    t("admin.system.deliveries.queued"),
  );
  const audit = new AuditPage(panel.page, t);
  await audit.open({ subject: id });
  await audit.openLine("notifications.send-again");
  await audit.changed("state", "failed", "waiting");
});

test("the mail to somebody who forgot the password is listed like any other, and its link is not", async ({
  openBrowser,
  page,
  t,
}) => {
  const person = newPerson();
  await register(person);
  const auth = new AuthPage(page, t);
  await page.goto("/recover");
  await auth.field("email").fill(person.email);
  await auth.button("recoverSend").click();
  await expect(page.getByText(t("auth.recoveryLogged"))).toBeVisible();
  const panel = new PanelPage(await (await openBrowser(reviewer())).newPage(), t);
  await expect(async () => {
    await panel.open(`system/deliveries?user=${person.username}&channel=email&state=delivered`);
    await expect(panel.row(person.username)).toHaveCount(1, { timeout: 1_000 });
  }).toPass();
  await expect(panel.row(person.username)).toContainText(t("inbox.kinds.account.recovery"));
});

test("an auditor sees the system's pages and finds no way to write", async ({ openBrowser, person, t }) => {
  const id = await failedMail(person);
  const auditor = newPerson();
  await register(auditor);
  await chooseRole(auditor, "auditor");
  const panel = new PanelPage(await (await openBrowser(auditor)).newPage(), t);
  const looks = [
    ["system/switches", t("admin.system.switches.turnOff")],
    ["system/switches", t("admin.system.switches.maintenance.edit")],
    ["system/announcements", t("admin.system.announcements.create")],
    ["system/jobs?open=prune-sessions", t("admin.system.jobs.runNow")],
    [`system/deliveries?open=${id}`, t("admin.system.deliveries.sendAgain")],
  ] as const;
  for (const [path, write] of looks) {
    await panel.open(path);
    await expect(panel.page.getByRole("heading", { level: 1, includeHidden: true })).toBeVisible();
    await expect(panel.button(write), path).toHaveCount(0);
  }
});
