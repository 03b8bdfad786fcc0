import { cookies, headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { type Permission, permissionsOf } from "@/lib/accounts/rules";
import type { Ctx, UserActor } from "@/lib/platform/context";
import { newId } from "@/lib/platform/ids";
import { requestContext } from "./context";
import { type RateLimitName, rateLimitKey, takeRateLimit } from "./limits/rate-limits";
import { resolveSession } from "./session/resolve";

/**
 * The context of this page request; asked once per request, however many components want it. The cookies are
 * asked for apart, because a page that is rendered after a server action must see the session it has set.
 */
export const pageContext = cache(async (): Promise<Ctx> => {
  const requestId = newId("request");
  const now = new Headers(await headers());
  now.set("cookie", (await cookies()).toString());
  return requestContext((await resolveSession(now, requestId)).actor, requestId);
});

/** Counts a visit of a page that anybody may open and whose answer costs something; 429 when there were too many. */
export async function countVisit(limit: RateLimitName): Promise<void> {
  const { actor } = await pageContext();
  const id = actor.kind === "user" ? actor.userId : null;
  await takeRateLimit(limit, rateLimitKey(limit, { id, address: "address" in actor ? actor.address : "" }));
}

/** The signed-in user's context, or null for a visitor. */
export async function findUserContext(): Promise<Ctx<UserActor> | null> {
  const ctx = await pageContext();
  return ctx.actor.kind === "user" ? (ctx as Ctx<UserActor>) : null;
}

/** For pages of the signed-in: a visitor is sent to sign in and comes back to `from`. */
export async function requireUserPage(from: string): Promise<Ctx<UserActor>> {
  const ctx = await findUserContext();
  if (!ctx) redirect(`/sign-in?next=${encodeURIComponent(from)}`);
  return ctx;
}

/** For admin pages: who lacks the permission is told that there is no such page. */
export async function requirePermissionPage(permission: Permission): Promise<Ctx<UserActor>> {
  const ctx = await findUserContext();
  if (!ctx || !permissionsOf(ctx.actor).includes(permission)) notFound();
  return ctx;
}
