import sharp from "sharp";
import { z } from "zod";
import { jsonOf, type SimOutcome, type SimRequest } from "../kit/server";
import { invalidValue, refusalOf } from "./errors";

const part = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("text"), text: z.string() }),
  z.strictObject({
    type: z.literal("image_url"),
    image_url: z.strictObject({
      url: z.string().regex(/^(?:https:\/\/|data:image\/(?:png|jpeg|webp);base64,)/),
    }),
  }),
]);
const schema = z.strictObject({
  model: z.enum(["omni-moderation-latest", "omni-moderation-2024-09-26"]).default("omni-moderation-latest"),
  input: z.union([z.string(), z.array(z.string()).min(1), z.array(part).min(1)]),
});

const categories = [
  "harassment",
  "harassment/threatening",
  "hate",
  "hate/threatening",
  "illicit",
  "illicit/violent",
  "self-harm",
  "self-harm/intent",
  "self-harm/instructions",
  "sexual",
  "sexual/minors",
  "violence",
  "violence/graphic",
] as const;
type Category = (typeof categories)[number];

/** Words that the simulated filter finds; a real one understands sentences. */
const signs: Partial<Record<Category, RegExp>> = {
  sexual: /\b(?:nude|naked|porn\w*)\b|色情|裸体/i,
  violence: /\b(?:murder|massacre|torture)\b|杀人|屠杀|酷刑/i,
  "violence/graphic": /\b(?:gore|dismember\w*)\b|血腥|肢解/i,
  hate: /\bgenocide\b|种族灭绝/i,
  "self-harm": /\bsuicide\b|自杀/i,
};

/** What it finds and is not sure of: a score in the middle, and not flagged. */
const doubtful: Partial<Record<Category, RegExp>> = {
  sexual: /\b(?:bikini|lingerie)\b|泳装|内衣/i,
  violence: /\b(?:boxing|duel)\b|决斗/i,
};
const DOUBT = 0.55;

/** POST /moderations. A picture that is red all over counts as violent, a yellow one perhaps. */
export async function moderations(request: SimRequest): Promise<SimOutcome> {
  const parsed = schema.safeParse(jsonOf(request));
  if (!parsed.success) return refusalOf(parsed.error);
  const { model, input } = parsed.data;
  const list = typeof input === "string" ? [input] : input;
  // A list of texts is answered one by one, a list of parts as one thing.
  const texts = list.filter((entry) => typeof entry === "string");
  if (texts.length > 0)
    return answer(
      model,
      texts.map((text) => ({ found: found(text), doubted: found(text, doubtful), types: ["text"] })),
    );
  const parts = list.filter((entry) => typeof entry !== "string");
  const all = new Set<Category>();
  const doubted = new Set<Category>();
  for (const entry of parts) {
    if (entry.type === "text") {
      for (const category of found(entry.text)) all.add(category);
      for (const category of found(entry.text, doubtful)) doubted.add(category);
    } else {
      const colour = await colourOf(entry.image_url.url);
      if (colour === undefined) return invalidValue("input", "Failed to read the image.");
      if (colour === "red") all.add("violence");
      if (colour === "yellow") doubted.add("violence");
    }
  }
  const types = [...new Set(parts.map(({ type }) => (type === "text" ? "text" : "image")))];
  return answer(model, [{ found: [...all], doubted: [...doubted], types }]);
}

const found = (text: string, by = signs): Category[] =>
  categories.filter((category) => by[category]?.test(text));

async function colourOf(url: string): Promise<"red" | "yellow" | "other" | undefined> {
  if (url.startsWith("https:")) return "other";
  try {
    const { channels } = await sharp(Buffer.from(url.slice(url.indexOf(",") + 1), "base64")).stats();
    const [red = 0, green = 0, blue = 0] = channels.map(({ mean }) => mean);
    if (red <= 200 || blue >= 40) return "other";
    return green < 40 ? "red" : green > 200 ? "yellow" : "other";
  } catch {
    return undefined;
  }
}

const answer = (
  model: string,
  items: { found: Category[]; doubted: Category[]; types: string[] }[],
): SimOutcome => ({
  status: 200,
  body: {
    id: "modr-simulated",
    model,
    results: items.map((item) => ({
      flagged: item.found.length > 0,
      categories: byCategory((category) => item.found.includes(category)),
      category_scores: byCategory((category) =>
        item.found.includes(category) ? 0.97 : item.doubted.includes(category) ? DOUBT : 0.0003,
      ),
      category_applied_input_types: byCategory(() => item.types),
    })),
  },
});

const byCategory = <T>(value: (category: Category) => T): Record<string, T> =>
  Object.fromEntries(categories.map((category) => [category, value(category)]));
