/** What the tour shows, in order. Elements say by `data-tour` what they can stand for; several at once. */
export const tourSteps = ["prompt", "style", "price", "results", "library"] as const;
export type TourStep = (typeof tourSteps)[number];

/** Where each step points to, in the order of preference; the composer of wide screens and the dock of phones differ. */
const selectors: Record<TourStep, string> = {
  prompt: '[data-tour~="prompt"]',
  style: '[data-tour~="style"]',
  price: '[data-tour~="price"]',
  results: '[data-tour~="results"] :is(h2, article, ol)',
  library: 'nav a[href="/library"]',
};

const isVisible = (element: Element): boolean => element.getClientRects().length > 0;

/** The control that a step is about, as it stands on this screen now; null where there is none. */
export const anchorOf = (step: TourStep): Element | null =>
  [...document.querySelectorAll(selectors[step])].find(isVisible) ?? null;
