import type { Draft } from "./draft";

/** Beginnings for an empty studio; their words are in the messages under `create.examples`. */
export const examples = [
  { key: "river", settings: { ratio: "16:9", styleTags: ["ink-wash"] } },
  { key: "city", settings: { ratio: "3:2", styleTags: ["neon"] } },
  { key: "crane", settings: { ratio: "1:1", styleTags: ["paper-cut"] } },
] as const satisfies readonly { key: string; settings: Partial<Draft> }[];
