import { expect, test } from "../fixtures/browsers";
import { newPerson } from "../fixtures/people";
import { server } from "../fixtures/stack/server";
import { PanelWrites } from "../pages/admin/panel-writes";
import { channelOf, openCircuit } from "./channel-of";
import { removeConfigs } from "./leave-nothing";
import { newAdmin } from "./new-admin";

/** Configs that the test has made; none may stay for the orders of others. */
const made: string[] = [];
test.afterEach(() => removeConfigs(made.splice(0)));

test("a config is disabled, tested, renamed and enabled, its way moved and its circuit reset", async ({
  openBrowser,
  t,
}) => {
  const admin = await newAdmin();
  const panel = new PanelWrites(await (await openBrowser(admin)).newPage(), t, admin);
  const { sheet } = panel;
  const inSheet = (key: "disable" | "test" | "edit" | "enable" | "remove") =>
    panel.button(t(`admin.vendors.${key}`), sheet).first();
  const name = newPerson().username;
  const renamed = `${name} 2`;
  made.push(name, renamed);
  await panel.open("vendors");
  const fields = {
    ...{ name, provider: "stability", baseUrl: server.simulator("stability"), apiKey: `sim-${name}` },
    // Behind everybody else, so that no order of another test goes there.
    position: "100",
  };
  await panel.write(panel.button(t("admin.vendors.create")), { fields }, t("admin.vendors.created"));
  await panel.page.getByRole("link", { name, exact: true }).click();
  await expect(sheet).toBeVisible();
  const id = new URL(panel.page.url()).searchParams.get("open") ?? "";
  const reopen = () => panel.open(`vendors?open=${id}`);

  await panel.write(inSheet("disable"), {}, t("admin.vendors.saved"));
  await panel.logged(id, "api-configs.panel-disable", { isEnabled: ["true", "false"] });
  await reopen();
  await panel.write(inSheet("test"), {}, t("admin.vendors.tested"));
  await reopen();
  await expect(sheet.getByText(t("admin.vendors.works"), { exact: true })).toBeVisible();
  await panel.logged(id, "api-configs.panel-test", { works: ["null", "true"] });
  await reopen();
  await panel.write(inSheet("edit"), { fields: { name: renamed } }, t("admin.vendors.saved"));
  await expect(sheet).toContainText(renamed);
  await panel.logged(id, "api-configs.panel-update", { name: [name, renamed] });

  const channel = await channelOf(id);
  await openCircuit(channel.id);
  await reopen();
  const way = sheet.getByRole("listitem").first();
  await expect(way.getByText(t("admin.vendors.channel.circuits.open"), { exact: true })).toBeVisible();
  const reset = panel.button(t("admin.vendors.channel.reset"), way);
  await panel.write(reset, {}, t("admin.vendors.channel.resetDone"));
  await expect(way.getByText(t("admin.vendors.channel.circuits.closed"), { exact: true })).toBeVisible();
  const order = { fields: { position: "101", weight: "7" } };
  const edit = panel.button(t("admin.vendors.channel.edit"), way);
  await panel.write(edit, order, t("admin.vendors.channel.saved"));
  const said = t("admin.vendors.channel.orderValue", { position: 101, weight: 7 });
  await expect(way).toContainText(said);
  await panel.logged(channel.id, "channels.reset-circuit", { circuit: ["open", "closed"] });
  await panel.logged(channel.id, "channels.update", {
    position: [String(channel.position), "101"],
    weight: [String(channel.weight), "7"],
  });

  await reopen();
  await panel.write(inSheet("enable"), {}, t("admin.vendors.saved"));
  await panel.logged(id, "api-configs.panel-enable", { isEnabled: ["false", "true"] });
  await reopen();
  await panel.write(inSheet("remove"), {}, t("admin.vendors.removed"));
});
