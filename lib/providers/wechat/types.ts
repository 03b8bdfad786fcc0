import { z } from "zod";

/** Any answer may be this one, with status 200; the data calls have no `errcode` when they succeed. */
export const verdictAnswer = z.object({
  errcode: z.number().int().default(0),
  errmsg: z.string().default(""),
});

/** What an action answers: without the code nothing says that it was done. */
export const doneAnswer = z.object({ errcode: z.literal(0) });

/** `expires_in` is what is left, in seconds: with stable_token between 300 and 7200. */
export const tokenAnswer = z.object({
  access_token: z.string().min(1).max(4_096),
  expires_in: z.number().int().positive(),
});

export const ticketAnswer = z.object({
  ticket: z.string().min(1).max(4_096),
  expires_in: z.number().int().positive(),
});

export const qrAnswer = z.object({
  ticket: z.string().min(1).max(1_024),
  expire_seconds: z.number().int().positive(),
  url: z.string().min(1).max(1_024),
});

/** With `subscribe` 0 nothing else is told. */
export const userAnswer = z.object({ subscribe: z.union([z.literal(0), z.literal(1)]) });

/** Its access_token is not the one of the API and nobody needs it: snsapi_base tells the openid here already. */
export const identityAnswer = z.object({
  openid: z.string().regex(/^[\x21-\x7e]{1,128}$/),
  unionid: z.string().max(128).nullish(),
  is_snapshotuser: z.unknown().optional(),
});

/** Parsed XML: a text, an element with elements, or several of the same name. */
const text = z.string();
const element = z.string().regex(/^[\x21-\x7e]{1,128}$/);

/** What every message and event has. */
export const envelope = z.object({
  ToUserName: element,
  FromUserName: element,
  CreateTime: z.string().regex(/^\d{1,11}$/),
  MsgType: z.string().min(1).max(64),
  /** 64 bits, more than a number holds. */
  MsgId: z.string().max(64).optional(),
  Event: z.string().max(64).optional(),
  EventKey: text.optional(),
  Content: text.optional(),
});
export type Envelope = z.infer<typeof envelope>;

const consent = z.object({
  TemplateId: z.string().min(1).max(128),
  SubscribeStatusString: z.string().max(32),
});

/** One element stands alone, several make a list. */
export const consents = z.object({ List: z.union([consent.transform((one) => [one]), z.array(consent)]) });
