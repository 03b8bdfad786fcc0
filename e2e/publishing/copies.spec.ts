import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { copyAgreement, unlabelledCopyPage } from "@/lib/images/schema";
import { LOCALES } from "@/lib/platform/locale";
import { findVisibleLabel, readLabelOf } from "../files/label-reader";
import { generate } from "../fixtures/orders";
import { server } from "../fixtures/stack/server";
import { expect, test } from "../fixtures/test";
import { bring, drawn } from "../library/pictures";
import { CopyWindow } from "../pages/gallery/copy-window";

for (const language of LOCALES)
  test.describe(`in ${language}`, () => {
    test.use({ language });
    test("a copy without the visible label needs a purpose and the agreement, keeps the metadata label and is on record", async ({
      context,
      page,
      person,
      t,
    }) => {
      const [image] = (await generate(context, { prompt: `副本 ${person.username}`, count: 1 })).images;
      const id = image?.id ?? "";
      const copy = new CopyWindow(page, t);
      await copy.open(id);
      for (const clause of copyAgreement.clauses)
        await expect(copy.window.getByText(t(`copies.agreement.${clause}`), { exact: true })).toBeVisible();
      await expect(copy.submit).toBeDisabled();
      await copy.purpose.fill("门店海报，排版时另加标识");
      await expect(copy.submit).toBeDisabled();
      await copy.agree.click();
      const coming = page.waitForEvent("download");
      await copy.submit.click();
      const download = await coming;
      expect(download.suggestedFilename()).toMatch(/\.png$/);
      const bytes = readFileSync(await download.path());
      const label = await readLabelOf(bytes);
      expect(label).toMatchObject({ marks: 1, aigc: { Label: "1" } });
      const folder = join(server.dataFolder(), "files");
      const original = globSync(`**/${id}/original.*`, { cwd: folder })[0] ?? "missing";
      const { changed } = await findVisibleLabel(bytes, join(folder, original));
      expect(changed.right, "pixels that differ from the picture as it was made").toBe(-1);
      await expect(page.getByText(t("copies.taken"), { exact: true })).toBeVisible();
      await expect(copy.window).toHaveCount(0);

      const log = unlabelledCopyPage.parse(
        await (await context.request.get("/api/v1/images/unlabelled-copies")).json(),
      );
      expect(log.items).toMatchObject([
        { imageId: id, agreement: copyAgreement.version, purpose: "门店海报，排版时另加标识", format: "png" },
      ]);
    });
  });

test("an agreement that changed meanwhile gives no copy and says so, and the words that were written stay", async ({
  complaints,
  context,
  page,
  person,
  t,
}) => {
  complaints.expect(/409/);
  const [image] = (await generate(context, { prompt: `约定 ${person.username}`, count: 1 })).images;
  const copy = new CopyWindow(page, t);
  await copy.open(image?.id ?? "");
  await page.route("**/unlabelled-copy", (route) => {
    const sent: unknown = route.request().postDataJSON();
    return route.continue({ postData: JSON.stringify({ ...Object(sent), agreement: "2020-01" }) });
  });
  await copy.purpose.fill("海报");
  await copy.agree.click();
  await copy.submit.click();
  await expect(copy.window.getByText(t("errors.code.copy_agreement_changed"), { exact: true })).toBeVisible();
  await expect(copy.purpose).toHaveValue("海报");
  const log = await context.request.get("/api/v1/images/unlabelled-copies");
  expect((await log.json()).items).toEqual([]);
});

test("a photo without a label is offered no copy, because its download has none", async ({
  context,
  page,
  person,
  t,
}) => {
  const { id } = await bring(context, await drawn(21));
  const copy = new CopyWindow(page, t);
  await copy.openFormats(id);
  await expect(
    page.getByRole("menuitem", { name: t("viewer.formats.webp"), exact: true }),
    person.username,
  ).toBeVisible();
  await expect(copy.menuItem).toHaveCount(0);
});
