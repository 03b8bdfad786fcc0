import { setPrice } from "../as-admin";
import { expect, test } from "../fixtures/test";
import { EditorPage } from "../pages/editor-page";
import { photo } from "./photo";

/** No other test orders from this model, so its price is nobody else's. */
const model = { id: "qwen-image-edit-plus", credits: 4 };

test("a price that changes while the editor is open: the press takes nothing and says so, the next takes the new one", async ({
  complaints,
  page,
  person,
  t,
}) => {
  complaints.expect(/409/);
  const editor = new EditorPage(page, t);
  await editor.open();
  const buffer = await photo(1024, 1024);
  await editor.upload({ name: `${person.username}.png`, mimeType: "image/png", buffer });
  await editor.operation("instruct").click();
  await editor.model.selectOption(model.id);
  await editor.instruction.fill("把天空换成黄昏");
  await expect(editor.submit(model.credits)).toBeVisible();
  await setPrice(model.id, 7);
  try {
    await editor.submit(model.credits).click();
    const problem = editor.panel.getByText(t("errors.code.price_changed"));
    await expect(problem).toBeVisible();
    await editor.submit(7).click();
    await expect(editor.divider).toBeAttached({ timeout: 60_000 });
    await expect(problem).toHaveCount(0);
    await expect(page.getByText(t("create.outcome.used", { charged: 7 }))).toBeVisible();
    await expect(page.getByRole("link", { name: t("shell.creditsChip", { count: 43 }) })).toBeVisible();
  } finally {
    await setPrice(model.id, model.credits);
  }
});
