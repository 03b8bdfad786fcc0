import { cookies, headers } from "next/headers";
import { NextRequest } from "next/server";
import NextAuth, { CredentialsSignin, type NextAuthConfig } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { findSessionUser } from "@/lib/accounts/read";
import { type SignInMethod, signInInput } from "@/lib/accounts/schema";
import { endSession } from "@/lib/accounts/sessions/end";
import { signInWithPassword } from "@/lib/accounts/sign-in";
import { sha256Hex } from "@/lib/platform/crypto";
import { env } from "@/lib/platform/env";
import { AppError, invalidInput, rateLimited } from "@/lib/platform/errors";
import { problemResponse } from "@/lib/platform/http/problem";
import { newId } from "@/lib/platform/ids";
import { logger } from "@/lib/platform/log";
import { requestContext } from "./context";
import { readBytes } from "./input";
import { takeRateLimit } from "./limits/rate-limits";
import type { Refusal } from "./refusals";
import type { RouteHandler } from "./route";
import { addressOf } from "./session/headers";
import { issueSession, nameSession, recordSignIn } from "./session/issue";
import { findLiving } from "./session/resolve";
import { readSession, SESSION_MAX_AGE_S, sessionCookie, signSession } from "./session/token";

declare module "next-auth" {
  interface User {
    sessionVersion?: number;
    sessionId?: string;
  }
}

/** A sign-in that was refused. next-auth shows `code` in the address of the sign-in page, never the message. */
class SignInRefused extends CredentialsSignin {
  constructor(
    override readonly code: string,
    readonly extra: { retryAfterMs?: number; message?: string } = {},
  ) {
    super(code);
  }
}

const MAX_FORM_BYTES = 16 * 1024;

/** Counts names that somebody tries to sign in with or to recover, whether or not they exist. */
export const accountKey = (login: string): string => sha256Hex(login.trim().normalize("NFKC").toLowerCase());

/** Called per request, so that nothing reads the environment while modules load. */
const config = (): NextAuthConfig => {
  const { name, secure } = sessionCookie();
  return {
    basePath: "/api/auth",
    secret: env().AUTH_SECRET,
    trustHost: true,
    useSecureCookies: secure,
    pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in" },
    session: { strategy: "jwt", maxAge: SESSION_MAX_AGE_S },
    cookies: {
      sessionToken: { name, options: { httpOnly: true, sameSite: "lax", path: "/", secure } },
      callbackUrl: { name: `${secure ? "__Secure-" : ""}xintu.callback-url` },
      csrfToken: { name: `${secure ? "__Host-" : ""}xintu.csrf` },
    },
    jwt: { encode: encodeSession, decode: decodeSession },
    providers: [Credentials({ credentials: { login: {}, password: { type: "password" } }, authorize })],
    callbacks: {
      jwt: ({ token, user }) =>
        user?.id ? { sub: user.id, ver: user.sessionVersion, sid: user.sessionId } : token,
      session: ({ session, token }) => ({ user: { id: token.sub }, expires: String(session.expires) }),
    },
    events: { signOut: (message) => ("token" in message ? forgetSession(message.token) : undefined) },
    logger: {
      error: (err) => {
        if (err instanceof CredentialsSignin) return;
        logger("entry.auth").error("next-auth failed", { err });
      },
      warn: (code) => logger("entry.auth").warn(`next-auth warns: ${code}`),
      debug: () => {},
    },
  };
};

const { handlers, signIn, signOut } = NextAuth(config);

/** The token is ours in every way, so that routes, streams and next-auth read the same one. */
const encodeSession: NonNullable<NextAuthConfig["jwt"]>["encode"] = ({ token }) => {
  if (typeof token?.sub !== "string" || typeof token.ver !== "number" || typeof token.sid !== "string")
    throw new Error("A session needs a user, a version and a row.");
  return signSession({ userId: token.sub, version: token.ver, sessionId: token.sid });
};

/**
 * Null for tokens that are not valid and for ended ones, so that next-auth cannot renew them. It may sign what comes
 * from here again at any time, so one from before sessions had rows gets its row now: a token without would otherwise
 * be renewed for ever, unseen by the person whose it is.
 */
const decodeSession: NonNullable<NextAuthConfig["jwt"]>["decode"] = async ({ token }) => {
  const claims = token ? await readSession(token) : null;
  if (!claims) return null;
  const ctx = requestContext({ kind: "job", name: "session" }, newId("request"));
  const user = await findLiving(ctx, claims);
  const sid = user && (await nameSession(claims, user, await headers()));
  return user && sid ? { sub: user.id, ver: user.sessionVersion, sid } : null;
};

/** Signing out ends the session, so that a copied token does not outlive it. */
async function forgetSession(token: { sub?: string; sid?: unknown } | null): Promise<void> {
  if (!token?.sub || typeof token.sid !== "string") return;
  const actor = { kind: "user", userId: token.sub, plan: "free", role: "user", address: "" } as const;
  await endSession({ ctx: requestContext(actor, newId("request")), input: { id: token.sid } });
}

/** Both limits first, then one password comparison whoever is named. */
async function authorize({ login, password }: Partial<Record<string, unknown>>, request: Request) {
  const address = addressOf(request.headers);
  const input = signInInput.safeParse({ login, password });
  if (!input.success) throw new SignInRefused("wrong_credentials");
  try {
    await takeRateLimit("signInAddress", address);
    await takeRateLimit("signInAccount", accountKey(input.data.login));
  } catch (error) {
    if (error instanceof AppError)
      throw new SignInRefused(error.code, { retryAfterMs: error.extra.retryAfterMs });
    throw error;
  }
  const ctx = requestContext({ kind: "anonymous", address }, newId("request"));
  const result = await signInWithPassword({ ctx, input: input.data });
  if (!result.ok) {
    const message = "message" in result ? result.message : undefined;
    throw new SignInRefused(result.reason, { message });
  }
  const { userId, sessionVersion } = result;
  const person = { userId, version: sessionVersion, method: "password" } as const;
  const sessionId = await recordSignIn(person, request.headers).catch((error: unknown) => {
    // The password was changed while it was compared, so it is wrong by now.
    throw error instanceof AppError ? new SignInRefused("wrong_credentials") : error;
  });
  return { id: userId, sessionVersion, sessionId };
}

/** Signs in by password inside a server action: next-auth checks, and its cookie leaves with the answer. */
export async function signInByPassword(input: {
  login: string;
  password: string;
}): Promise<{ signedIn: true } | (Refusal & { message?: string })> {
  const jar = await cookies();
  const { name } = sessionCookie();
  const before = jar.get(name)?.value;
  try {
    await signIn("credentials", { ...input, redirect: false, redirectTo: "/" });
  } catch (error) {
    if (!(error instanceof SignInRefused)) throw error;
    const { retryAfterMs, message } = error.extra;
    if (retryAfterMs !== undefined) throw rateLimited(retryAfterMs);
    return { ok: false, reason: error.code, ...(message === undefined ? {} : { message }) };
  }
  // next-auth also returns without a word when a header or cookie of the caller made it answer by redirect.
  if (jar.get(name)?.value === before) throw invalidInput({ cookie: "next-auth did not accept the request" });
  return { signedIn: true };
}

/** Stores a new session in the answer of a server action, after signing up or when all others have ended. */
export async function startSession(session: {
  userId: string;
  version: number;
  method: SignInMethod;
}): Promise<void> {
  await storeToken(await issueSession(session, await headers()));
}

/**
 * Stores a fresh token of this browser's own session, when only its version has changed. A browser whose session has no
 * row yet gets one: no token leaves without.
 */
export async function keepSession({
  userId,
  version,
  sessionId,
}: {
  userId: string;
  version: number;
  sessionId?: string;
}): Promise<void> {
  if (sessionId !== undefined) return storeToken(await signSession({ userId, version, sessionId }));
  const ctx = requestContext({ kind: "job", name: "session" }, newId("request"));
  const user = await findSessionUser(ctx, userId);
  await startSession({ userId, version, method: user?.hasPassword ? "password" : "wechat" });
}

async function storeToken(token: string): Promise<void> {
  const { name, secure } = sessionCookie();
  (await cookies()).set(name, token, {
    httpOnly: true,
    sameSite: "lax",
    path: "/",
    secure,
    maxAge: SESSION_MAX_AGE_S,
  });
}

/** Signs this browser out: its session ends, and the cookie goes. */
export const leaveSession = async (): Promise<void> => {
  await signOut({ redirect: false, redirectTo: "/" });
};

/** next-auth's own addresses, limited in rate and size, with problems in our format. */
export const authRoute: RouteHandler = async (request) => {
  const requestId = newId("request");
  try {
    await takeRateLimit("publicRead", addressOf(request.headers));
    const { method, headers, url } = request;
    const body = method === "POST" ? Buffer.from(await readBytes(request, MAX_FORM_BYTES)) : undefined;
    const handle = method === "POST" ? handlers.POST : handlers.GET;
    const response = await handle(new NextRequest(url, { method, headers, body }));
    if (response.status < 400) return response;
    // Our configuration is fixed, so what next-auth calls a wrong configuration came with the request.
    throw invalidInput({ request: "is not one that next-auth understands" });
  } catch (error) {
    if (!(error instanceof AppError))
      logger("entry.auth").error("request failed", { request_id: requestId, err: error });
    return problemResponse(error, requestId);
  }
};
