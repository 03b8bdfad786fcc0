import { expect, test } from "../fixtures/browsers";
import { reviewer } from "../fixtures/people";
import { newAdmin } from "./new-admin";

/** The number that no record has. */
const nobody = "0".repeat(26);

test("what there is none of is answered with 404, inside the panel", async ({
  complaints,
  openBrowser,
  t,
}) => {
  complaints.expect(/404/);
  const admin = await newAdmin();
  const page = await (await openBrowser(reviewer())).newPage();
  await page.goto(`/admin/users?q=${admin.username}`);
  const link = page.getByRole("table").getByRole("link", { name: admin.username, exact: true });
  const known = (await link.getAttribute("href")) ?? "";
  expect((await page.goto(known))?.status(), known).toBe(200);
  for (const path of [
    `users/usr_${nobody}`,
    "users/nobody",
    `users/usr_${nobody}/images`,
    `${known.replace("/admin/", "")}/nothing`,
    `generations/gen_${nobody}`,
    `content/images/img_${nobody}`,
    "nothing",
  ]) {
    expect((await page.goto(`/admin/${path}`))?.status(), path).toBe(404);
    await expect(page.getByRole("heading", { level: 1, name: t("admin.find.unknownTitle") })).toBeVisible();
    await expect(page.getByRole("navigation", { name: t("admin.nav.label") })).toBeVisible();
  }
});
