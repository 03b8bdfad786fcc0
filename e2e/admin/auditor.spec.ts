import type { BrowserContext } from "@playwright/test";
import { panelSections } from "@/components/admin/nav/links";
import { expect, test } from "../fixtures/browsers";
import { publish, takeDown } from "../fixtures/gallery";
import { buyPack, orderPack } from "../fixtures/money";
import { generate } from "../fixtures/orders";
import type { Person } from "../fixtures/people";
import { failedMail } from "./failed-mail";
import { loseAnswer } from "./lose-answer";
import { ownerOf } from "./more-generations";
import { newAdmin } from "./new-admin";
import { announceLater, platformConfig } from "./shown";
import { differ } from "./troubles";

interface Made {
  /** The browser of the person about whom the records are. */
  context: BrowserContext;
  person: Person;
  /** Somebody else's. */
  other: BrowserContext;
}

/** Null where it depends on what stands there whether an admin finds something to write. */
type CanBeWritten = boolean | null;

/** Every page of the panel by part, with a record where it has one, and whether an admin can write there. */
const parts: Record<string, (made: Made) => Promise<Record<string, CanBeWritten>>> = {
  // Also those that come to it later.
  navigation: async () =>
    Object.fromEntries(
      panelSections
        .flatMap(({ href, pages = [] }) => [href, ...pages.map((page) => page.href)])
        .map((href) => [href.replace(/^\/admin\/?/, ""), null]),
    ),
  people: async ({ context, person }) => {
    const { id } = await generate(context, { prompt: person.username, count: 1 });
    await loseAnswer(id);
    return {
      "": false,
      users: false,
      "find?q=nobody-has-this": false,
      [`users/${await ownerOf(id)}`]: true,
      generations: false,
      [`generations/${id}`]: true,
      "generations/uncertain": true,
    };
  },
  content: async ({ context, other, person }) => {
    const reported = await publish(context, { prompt: person.username });
    const data = { reason: "other", note: "E2E" };
    const answer = await other.request.post(`/api/v1/gallery/${reported}/reports`, { data });
    expect(answer.ok(), await answer.text()).toBe(true);
    const appealed = await publish(context, { prompt: person.username });
    await takeDown(appealed);
    const text = { text: "E2E" };
    const appeal = await context.request.post(`/api/v1/publications/${appealed}/appeal`, { data: text });
    expect(appeal.ok(), await appeal.text()).toBe(true);
    return {
      review: true,
      "review?view=appeals": true,
      "review?view=reports": true,
      content: true,
      [`content/images/${reported}`]: true,
      "styles?open=watercolor": true,
    };
  },
  vendors: async () => ({
    vendors: true,
    [`vendors?open=${await platformConfig()}`]: true,
    "vendors/models": false,
    "vendors/models?open=stable-core": true,
  }),
  money: async ({ context }) => {
    const asked = await buyPack(context);
    await differ();
    return {
      [`money/orders?open=${await orderPack(context)}`]: true,
      [`money/refunds?open=${asked}`]: true,
      "money/products": true,
      "money/differences": true,
      "money/ledger": true,
    };
  },
  system: async ({ person }) => ({
    stats: false,
    "system/audit": false,
    "system/jobs?open=prune-sessions": true,
    [`system/deliveries?open=${await failedMail(person)}`]: true,
    "system/switches": true,
    "system/announcements": true,
    [`system/announcements?open=${await announceLater()}`]: true,
  }),
};

for (const [part, make] of Object.entries(parts))
  test(`${part}: where an admin finds controls that write, an auditor finds the page and none of them`, async ({
    context,
    openBrowser,
    person,
  }) => {
    const [admin, auditor] = [
      await openBrowser(await newAdmin()),
      await openBrowser(await newAdmin("auditor")),
    ];
    const looks = await make({ context, person, other: auditor });
    for (const [browser, canWrite] of [
      [admin, true],
      [auditor, false],
    ] as const) {
      const page = await browser.newPage();
      for (const [path, writes] of Object.entries(looks)) {
        if (canWrite && writes === null) continue;
        await page.goto(`/admin/${path}`);
        await expect(page.locator("main h1"), path).toBeVisible();
        if (path.includes("open=")) await expect(page.getByRole("dialog"), path).toBeVisible();
        const controls = page.locator("[data-writes]");
        if (canWrite && writes) await expect(controls, path).not.toHaveCount(0);
        else await expect(controls, path).toHaveCount(0);
        // What is sent in another way than a filter is sent, writes.
        if (!canWrite) await expect(page.locator("main form:not([method=get])"), path).toHaveCount(0);
      }
    }
  });
