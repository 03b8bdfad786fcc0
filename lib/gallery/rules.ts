/** How long it takes until a new image with nothing starts as high as an old one with ten times the applause. */
const SECONDS_PER_DECADE = 172_800;

/** A like says more than a download. */
const LIKE_WEIGHT = 3;

/**
 * What popular lists are ordered by. It needs no sweep with the clock: instead of old images sinking, new ones start
 * higher, by one for every two days, and ten times the applause is worth the same one. The job in `counts/score.ts`
 * computes the same in SQL.
 */
export const hotScore = (image: { likes: number; downloads: number; publishedAt: Date }): number =>
  Math.log10(1 + LIKE_WEIGHT * image.likes + image.downloads) +
  image.publishedAt.getTime() / 1000 / SECONDS_PER_DECADE;

/** The same numbers for SQL. */
export const scoring = { likeWeight: LIKE_WEIGHT, secondsPerDecade: SECONDS_PER_DECADE } as const;

/** So many people who report the same public image put it before a reviewer again. */
export const REPORTS_TO_REVIEW = 3;

/** How many days of figures an owner sees, today included. */
export const FIGURE_DAYS = 30;

/** The last `count` days that end with `today` (YYYY-MM-DD), oldest first. Days of the calendar, so no zone matters. */
export const daysUntil = (today: string, count: number): string[] =>
  Array.from({ length: count }, (_, i) =>
    new Date(Date.parse(`${today}T00:00:00Z`) - (count - 1 - i) * 86_400_000).toISOString().slice(0, 10),
  );

/** How many matches, best score first, are ranked by relevance together. */
export const SEARCH_WINDOW = 200;

/** So many matches of a walk fill any page, and make the words too common to ask the index for them. */
export const SEARCH_ENOUGH = 60;

/**
 * How many images one call of a search may look at. Each number is some 20 to 150 ms of a million images on a small
 * machine; the first two add up in the worst case.
 */
export interface SearchSizes {
  /** Of the best ones, before it asks the trigram index. */
  walk: number;
  /** That the index may name; more are known to be common words, which a walk is for. */
  candidates: number;
  /** Of a call that goes on walking, where common words hardly ever meet. */
  stride: number;
}

export const searchSizes: SearchSizes = { walk: 8_000, candidates: 12_000, stride: 80_000 };

/** What a match of a search is worth besides its score: higher first. */
export const relevance = { begins: 4, tag: 2, together: 1 } as const;
