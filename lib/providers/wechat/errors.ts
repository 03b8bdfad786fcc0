import { type AccountTrouble, WechatError } from "./words";

/** Their codes that mean something else than a configuration or a bug. */
const troubles: Record<number, AccountTrouble> = {
  [-1]: "retry",
  40001: "retry",
  40014: "retry",
  42001: "retry",
  45009: "limited",
  45011: "limited",
  45047: "limited",
  48006: "limited",
  40029: "code",
  40030: "code",
  40163: "code",
  41008: "code",
  42002: "code",
  42003: "code",
  42007: "code",
  40003: "person",
  43004: "person",
  43019: "person",
  43101: "person",
  45015: "person",
  48002: "person",
  50002: "person",
  50005: "person",
};

const staleCodes = new Set([40001, 40014, 42001]);

/** Whether an answer refuses the access token: the call did nothing, and another token may do. */
export const isStale = (error: unknown): error is WechatError =>
  error instanceof WechatError && staleCodes.has(error.errcode);

/**
 * The error of an answer with an errcode. A call that proves itself by the secret has no token that could be stale:
 * there the same codes speak of a wrong secret.
 */
export function refusal(
  { errcode, errmsg }: { errcode: number; errmsg: string },
  { bySecret, hide }: { bySecret: boolean; hide: readonly string[] },
): WechatError {
  const trouble = bySecret && staleCodes.has(errcode) ? "setup" : (troubles[errcode] ?? "setup");
  return new WechatError(trouble, errcode, cleaned(errmsg, hide));
}

const RID = /\brid:\s*([0-9a-f]{4,16}(?:-[0-9a-f]{4,16}){1,4})/i;

/** Their sentence without anything that could be a credential or a person; their support asks for the rid. */
function cleaned(errmsg: string, hide: readonly string[]): string {
  const rid = RID.exec(errmsg)?.[1];
  const plain = hide
    .filter((secret) => secret.length > 3)
    .reduce((text, secret) => text.replaceAll(secret, "…"), errmsg.replace(RID, ""))
    .replaceAll(/[\w-]{20,}/g, "…")
    .replaceAll(/\s+/g, " ")
    .trim()
    .slice(0, 160);
  return `${plain || "no words"}${rid ? ` (rid ${rid})` : ""}`;
}
