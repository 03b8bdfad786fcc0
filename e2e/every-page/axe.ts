import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

const grave = new Set<string | null | undefined>(["serious", "critical"]);

/** What axe finds on a page that keeps somebody from using it. */
export async function graveFindings(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => grave.has(impact))
    .map(({ id, help, nodes }) => ({ id, help, at: nodes.map((node) => node.html.slice(0, 200)) }));
}
