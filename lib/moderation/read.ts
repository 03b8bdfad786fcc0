import type { Ctx } from "@/lib/platform/context";
import { readChecks, type Subject } from "./internal/once";
import type { CheckView } from "./schema";

/** What checkers said of a subject in one round. The caller has checked who may know. */
export const listChecks = (ctx: Ctx, subject: Omit<Subject, "kind">): Promise<CheckView[]> =>
  readChecks(ctx, subject);
