import { env } from "../env";

/** The absolute address of a member page, `path` beginning with `/`: on the member host, or below /m without one. */
export function memberUrl(path: string): string {
  const { MEMBER_HOST, APP_URL } = env();
  if (!MEMBER_HOST) return `${new URL(APP_URL).origin}/m${path === "/" ? "" : path}`;
  return `${new URL(APP_URL).protocol}//${MEMBER_HOST}${path}`;
}
