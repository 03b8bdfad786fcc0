import { readFileSync } from "node:fs";
import { readLabelOf } from "../files/label-reader";
import { ended } from "../fixtures/orders";
import { expect, test } from "../fixtures/test";
import { EditorPage } from "../pages/editor-page";
import { changeBetween, originalOf, photo } from "./photo";

test("an uploaded photo is painted on and changed only there, then enlarged, and its history is told", async ({
  context,
  page,
  person,
  t,
}) => {
  const editor = new EditorPage(page, t);
  await editor.open();
  const buffer = await photo(1024, 1024);
  await editor.upload({ name: `${person.username}.png`, mimeType: "image/png", buffer });
  const uploaded = editor.imageId();

  await editor.operation("inpaint").click();
  await editor.prompt.fill("一艘红色的帆船");
  await editor.submit(9).click();
  await expect(editor.panel.getByText(t("editor.problem.mask_empty"))).toBeVisible();
  await editor.paint({ x: 0.1, y: 0.1 }, { x: 0.2, y: 0.9 });
  await editor.tool("undo").click();
  await expect(editor.tool("clear")).toBeDisabled();
  await editor.paint({ x: 0.4, y: 0.5 }, { x: 0.6, y: 0.5 });
  await expect(editor.tool("clear")).toBeEnabled();
  await editor.submit(9).click();
  await expect(editor.divider).toBeAttached({ timeout: 60_000 });
  await expect(page.getByText(t("create.outcome.used", { charged: 9 }))).toBeVisible();
  await editor.goOn();
  await expect(page).not.toHaveURL(new RegExp(uploaded));
  await expect(page).toHaveURL(/\/edit\/img_/);
  const painted = editor.imageId();
  const change = changeBetween(await originalOf(uploaded), await originalOf(painted));
  // The line with half a brush around it, which is 6 % of the side, and its soft edge.
  expect(change?.box.left).toBeGreaterThan(0.34);
  expect(change?.box.right).toBeLessThan(0.66);
  expect(change?.box.top).toBeGreaterThan(0.44);
  expect(change?.box.bottom).toBeLessThan(0.56);
  expect(change?.density).toBeGreaterThan(0.7);
  expect((change?.box.right ?? 0) - (change?.box.left ?? 0)).toBeGreaterThan(0.2);

  await editor.operation("upscale").click();
  await editor.factor(2).click();
  await editor.submit(3).click();
  await expect(editor.divider).toBeAttached({ timeout: 60_000 });
  const generation = new URL(page.url()).searchParams.get("generation") ?? "";
  expect(await ended(context, generation)).toMatchObject({
    operation: "upscale",
    sourceImageId: painted,
    receipt: { charged: 3 },
    images: [{ widthPx: 2048, heightPx: 2048, parentImageId: painted }],
  });
  const coming = page.waitForEvent("download");
  await page.getByRole("link", { name: t("editor.result.download"), exact: true }).click();
  expect((await readLabelOf(readFileSync(await (await coming).path()))).marks).toBe(1);
  await editor.goOn();

  const steps = editor.lineage.getByRole("listitem");
  await expect(steps).toHaveText([
    new RegExp(`^${t("editor.operations.upload")}.*${t("editor.lineage.first")}`),
    new RegExp(`^${t("editor.operations.inpaint")}.*${t("editor.lineage.step", { step: 1 })}`),
    new RegExp(`^${t("editor.operations.upscale")}.*${t("editor.lineage.step", { step: 2 })}`),
  ]);
  await expect(steps.nth(2)).toContainText(t("editor.lineage.current"));
  await steps.nth(0).getByRole("link").click();
  await expect(page).toHaveURL(new RegExp(uploaded));
  await expect(steps).toHaveCount(3);
  await expect(page.getByRole("link", { name: t("shell.creditsChip", { count: 38 }) })).toBeVisible();
});

test("what is no picture is refused with words before it is sent", async ({ page, person, t }) => {
  const editor = new EditorPage(page, t);
  await editor.open();
  await editor.choose({
    name: `${person.username}.png`,
    mimeType: "image/png",
    buffer: Buffer.from("GIF89a and not a picture at all"),
  });
  await expect(page.getByText(t("editor.upload.problem.type"))).toBeVisible();
  await expect(page).toHaveURL("/edit");
});

test.describe("in English", () => {
  test.use({ language: "en" });

  test("the mask is painted by keys alone, and the order sent by keys", async ({ page, person, t }) => {
    const editor = new EditorPage(page, t);
    await editor.open();
    const buffer = await photo(768, 768);
    await editor.upload({ name: `${person.username}.png`, mimeType: "image/png", buffer });
    await editor.operation("erase").click();
    await editor.paintable.focus();
    await page.keyboard.press("]");
    await page.keyboard.press("Enter");
    for (let step = 0; step < 4; step += 1) await page.keyboard.press("Shift+ArrowRight");
    await expect(editor.tool("clear")).toBeEnabled();
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Control+Shift+Z");
    await page.keyboard.press("Control+Enter");
    await expect(editor.divider).toBeAttached({ timeout: 60_000 });
    await editor.divider.focus();
    await page.keyboard.press("End");
    await expect(editor.divider).toHaveValue("100");
  });
});
