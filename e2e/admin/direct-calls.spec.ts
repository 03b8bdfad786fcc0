import type { Request } from "@playwright/test";
import { expect, test } from "../fixtures/browsers";
import { newPerson, register } from "../fixtures/people";
import { AuditPage } from "../pages/admin/audit-page";
import { UserPages } from "../pages/admin/user-pages";
import { newAdmin } from "./new-admin";

const isAction = (request: Request) => request.method() === "POST" && "next-action" in request.headers();

test("what an admin's page sends is refused with 403 when an auditor sends it, and nothing happens", async ({
  complaints,
  openBrowser,
  t,
}) => {
  const person = newPerson();
  await register(person);
  const admin = await newAdmin();
  const users = new UserPages(await (await openBrowser(admin)).newPage(), t);
  await users.find(person.username, person.username);
  const { id, acts, page } = users;

  // What the admin's page would send is kept back and sent by somebody who may only look.
  complaints.expect(/ERR_FAILED|Failed to fetch|network/i);
  await page.route(`**/admin/users/${id}`, (route) =>
    isAction(route.request()) ? route.abort() : route.continue(),
  );
  await acts.press(acts.button(t("admin.users.give")));
  const sending = page.waitForRequest(isAction);
  await acts.confirm(t("admin.users.give"), {
    fields: { [t("admin.users.amount")]: "25" },
    reason: "E2E: sent by an auditor",
    password: admin.password,
  });
  const sent = await sending;
  const { cookie: _, ...headers } = await sent.allHeaders();
  const plain = Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith(":")));
  const auditor = await openBrowser(await newAdmin("auditor"));
  const answer = await auditor.request.post(`/admin/users/${id}`, {
    headers: plain,
    data: sent.postDataBuffer() ?? undefined,
  });
  expect(answer.status()).toBe(403);
  const text = await answer.text();
  expect(text).toContain('"code":"forbidden"');
  expect(text).toContain('"status":403');
  expect(text).not.toContain('"ok":true');

  await page.unroute(`**/admin/users/${id}`);
  await page.reload();
  await users.fact(t("admin.users.credits"), "50");
  const audit = new AuditPage(page, t);
  await audit.open({ subject: id });
  await expect(audit.lines("credits.adjust")).toHaveCount(0);
});
