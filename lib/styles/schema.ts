import { z } from "zod";
import { plainText } from "@/lib/platform/http/plain-text";

export const styleSlug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(60);

export const styleTagView = z.object({
  slug: z.string(),
  name: z.string(),
  nameEn: z.string(),
  category: z.string(),
  type: z.enum(["style", "subject", "light", "composition"]),
});
export type StyleTagView = z.infer<typeof styleTagView>;

export const styleTagList = z.object({ items: z.array(styleTagView), nextCursor: z.null() });
export const listStyleTagsInput = z.strictObject({ q: plainText(60).optional() });
