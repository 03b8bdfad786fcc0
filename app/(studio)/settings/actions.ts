"use server";

import { z } from "zod";
import { changePassword } from "@/lib/accounts/change-password";
import { changePasswordInput, deleteAccountInput, updateProfileInput } from "@/lib/accounts/schema";
import { endOtherSessions } from "@/lib/accounts/sessions/end-others";
import { signOutEverywhere } from "@/lib/accounts/sessions/sign-out-everywhere";
import { updateProfile } from "@/lib/accounts/update-profile";
import { userAction } from "@/lib/entry/action";
import { keepSession, leaveSession, startSession } from "@/lib/entry/auth";
import { closeAccount } from "@/lib/registration/close";

export const updateProfileAction = userAction(
  { name: "updateProfile", input: updateProfileInput, limit: "write" },
  updateProfile,
);

/** Every session ends with the change; this one gets a fresh token. */
export const changePasswordAction = userAction(
  { name: "changePassword", input: changePasswordInput, limit: "password" },
  async ({ ctx, input }) => {
    const changed = await changePassword({ ctx, input });
    if (!changed.ok) return changed;
    const { userId } = ctx.actor;
    await startSession({ userId, version: changed.sessionVersion, method: "password" });
    return { changed: true };
  },
);

export const signOutEverywhereAction = userAction(
  { name: "signOutEverywhere", input: z.strictObject({}), limit: "write" },
  async ({ ctx }) => {
    await signOutEverywhere({ ctx });
    await leaveSession();
    return { signedOut: true };
  },
);

/** The version changes for everybody, so this browser gets a token of the new one. */
export const endOtherSessionsAction = userAction(
  { name: "endOtherSessions", input: z.strictObject({}), limit: "write" },
  async ({ ctx }) => {
    const { userId, sessionId } = ctx.actor;
    const { sessionVersion: version } = await endOtherSessions({ ctx });
    await keepSession({ userId, version, ...(sessionId ? { sessionId } : {}) });
    return { ended: true };
  },
);

export const closeAccountAction = userAction(
  { name: "closeAccount", input: deleteAccountInput, limit: "password" },
  async ({ ctx, input }) => {
    const closed = await closeAccount({ ctx, input });
    if (closed.ok) await leaveSession();
    return closed;
  },
);
