import { cookies } from "next/headers";
import type { Actor } from "@/lib/platform/context";
import type { Refusal } from "../refusals";
import { signViewAs, viewAsCookie } from "./view-as";

/**
 * From now on this browser shows what that person sees, read-only, until the moment or until `endViewAs`. Refused with
 * `cannot_view` for an admin whose session has no row, to which it could be bound.
 */
export async function startViewAs(
  admin: Extract<Actor, { kind: "admin" }>,
  view: { userId: string; until: Date },
): Promise<{ viewing: true } | Refusal> {
  const { userId: adminId, sessionId } = admin;
  if (!sessionId) return { ok: false, reason: "cannot_view" };
  const { name, secure } = viewAsCookie();
  const token = await signViewAs({ userId: view.userId, adminId, sessionId }, view.until);
  const cookie = { httpOnly: true, sameSite: "strict", path: "/", secure, expires: view.until } as const;
  (await cookies()).set(name, token, cookie);
  return { viewing: true };
}

/** Back to the admin's own session; false where nobody was seen. */
export async function endViewAs(): Promise<boolean> {
  const jar = await cookies();
  const { name, secure } = viewAsCookie();
  if (!jar.get(name)) return false;
  // Deleting must name what it was set with: browsers ignore it for a prefixed cookie that is not Secure.
  jar.set(name, "", { httpOnly: true, sameSite: "strict", path: "/", secure, maxAge: 0 });
  return true;
}
