"use server";

import { z } from "zod";
import { changePassword } from "@/lib/accounts/change-password";
import { changePasswordInput, deleteAccountInput, updateProfileInput } from "@/lib/accounts/schema";
import { signOutEverywhere } from "@/lib/accounts/sign-out-everywhere";
import { updateProfile } from "@/lib/accounts/update-profile";
import { userAction } from "@/lib/entry/action";
import { endSession, startSession } from "@/lib/entry/auth";
import { closeAccount } from "@/lib/registration/close";

export const updateProfileAction = userAction({ input: updateProfileInput, limit: "write" }, updateProfile);

/** Every session ends with the change; this one gets a fresh token. */
export const changePasswordAction = userAction(
  { input: changePasswordInput, limit: "password" },
  async ({ ctx, input }) => {
    const changed = await changePassword({ ctx, input });
    if (!changed.ok) return changed;
    await startSession({ userId: ctx.actor.userId, version: changed.sessionVersion });
    return { changed: true };
  },
);

export const signOutEverywhereAction = userAction(
  { input: z.strictObject({}), limit: "write" },
  async ({ ctx }) => {
    await signOutEverywhere({ ctx });
    await endSession();
    return { signedOut: true };
  },
);

export const closeAccountAction = userAction(
  { input: deleteAccountInput, limit: "password" },
  async ({ ctx, input }) => {
    const closed = await closeAccount({ ctx, input });
    if (closed.ok) await endSession();
    return closed;
  },
);
