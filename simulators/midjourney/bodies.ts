import { z } from "zod";
import type { Dialect } from "./dialects";

const shared = { state: z.string().max(200).optional(), notifyHook: z.url().optional() };
const dataUrl = z.string().regex(/^data:image\/(?:png|jpeg|webp);base64,[A-Za-z0-9+/]+=*$/);
const pictures = z.array(dataUrl).max(5).optional();
const taskId = z.string().regex(/^\d{10,25}$/);

const imagine = z.strictObject({
  prompt: z.string().trim().min(1).max(6_000),
  base64Array: pictures,
  ...shared,
});
const withBot = imagine.extend({
  botType: z.enum(["MID_JOURNEY", "NIJI_JOURNEY"]).optional(),
  accountFilter: z.looseObject({ modes: z.array(z.enum(["FAST", "TURBO", "RELAX"])).optional() }).optional(),
});

/** What an imagine may carry; anything else is refused. */
export const imagineBodyOf = (dialect: Dialect) =>
  dialect === "novicezk" ? imagine.extend({ base64: dataUrl.optional() }) : withBot;

export const changeBody = z.strictObject({
  taskId,
  action: z.enum(["UPSCALE", "VARIATION", "REROLL"]),
  index: z.number().int().min(1).max(4).optional(),
  ...shared,
});

/** `"1320098173412546 U2"`. */
export const simpleChangeBody = z.strictObject({
  content: z.string().regex(/^\d{10,25} (?:[UV][1-4]|R)$/),
  ...shared,
});

export const actionBody = z.strictObject({ taskId, customId: z.string().startsWith("MJ::"), ...shared });

export const modalBody = z.strictObject({
  taskId,
  // trueai refuses a confirmation without words.
  prompt: z.string().trim().min(1),
  maskBase64: dataUrl.optional(),
  ...shared,
});

export const listBody = z.strictObject({ ids: z.array(z.string()) });
