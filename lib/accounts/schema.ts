import { z } from "zod";
import { panelDays } from "@/lib/platform/http/export-days";
import { plainText } from "@/lib/platform/http/plain-text";
import { keyLifetimes } from "./rules";

/** Control characters and lone surrogates never reach the database, which refuses them. */
const line = /^[^\p{Cc}\p{Cs}]*$/u;

const email = z.string().trim().toLowerCase().pipe(z.email().max(254));
const username = z
  .string()
  .trim()
  .normalize("NFKC")
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}_.-]{1,29}$/u, "2 to 30 letters, digits, dots, dashes or underscores");
/** bcrypt reads 72 bytes; a longer password would silently lose its end. */
const password = z
  .string()
  .max(200, "at most 72 bytes")
  .normalize("NFKC")
  .min(8, "at least 8 characters")
  .refine((text) => new TextEncoder().encode(text).length <= 72, "at most 72 bytes");
/** A password that is compared and not chosen: whatever it is, only its comparison answers. */
const givenPassword = z.string().min(1).max(200).normalize("NFKC");

export const signUpInput = z.strictObject({
  email,
  username,
  password,
  locale: z.enum(["zh-CN", "en"]).optional(),
});
export const signInInput = z.strictObject({
  /** An e-mail address or a username. */
  login: z.string().trim().normalize("NFKC").min(1).max(254).regex(line),
  password: givenPassword,
});
export const changePasswordInput = z.strictObject({
  currentPassword: givenPassword,
  newPassword: password,
});
export const requestRecoveryInput = z.strictObject({ email });
export const recoverPasswordInput = z.strictObject({
  token: z.string().regex(/^[\w-]{20,100}$/),
  newPassword: password,
});
export const updateProfileInput = z.strictObject({
  displayName: z.string().trim().max(50).regex(line).optional(),
  username: username.optional(),
  locale: z.enum(["zh-CN", "en"]).optional(),
});
export const deleteAccountInput = z.strictObject({
  /** Wanted of everybody who has one; who came with WeChat has none. */
  password: z.union([z.literal(""), givenPassword]),
  confirm: z.literal("DELETE"),
});

export const userPlans = ["free", "pro", "enterprise"] as const;
export const userRoles = ["user", "auditor", "admin"] as const;
export const userStatuses = ["active", "suspended", "deleted"] as const;

/** Why an admin does something; it stands in the audit log. */
export const adminReason = plainText(500).min(3, "3 to 500 characters");
const userId = z.string().regex(/^usr_[0-9a-z]{26}$/);
export const userIdInput = z.strictObject({ userId });
export const reasonedUserInput = z.strictObject({ userId, reason: adminReason });
export const changeRoleInput = reasonedUserInput.extend({ role: z.enum(userRoles) });
export const suspendAccountInput = reasonedUserInput.extend({
  /** Shown to the person when they sign in; empty for the plain sentence. */
  message: plainText(500).default(""),
});
/** `confirm` is the username of who is deleted. */
export const removeAccountInput = reasonedUserInput.extend({ confirm: z.string().max(60) });

/** `open` stands for everybody whose account is not deleted. */
export const userStates = [...userStatuses, "open"] as const;
export const userMoments = ["joined", "active", "closed"] as const;
const userSearch = z.strictObject({
  /** An id, an e-mail address or a part of it, a part of a name, or an openid. */
  q: plainText(254).optional(),
  plan: z.enum(userPlans).optional(),
  role: z.enum(userRoles).optional(),
  status: z.enum(userStates).optional(),
  /** Days in Shanghai, both among them: of signing up, of having been here or of closing the account. */
  ...panelDays,
  by: z.enum(userMoments).optional(),
  /** Who takes most storage comes first, of everybody who ever had a picture; never together with a filter. */
  sort: z.literal("storage").optional(),
  cursor: z.string().max(200).optional(),
  limit: z.number().int().min(1).max(50).default(30),
});
/** What the page of the list reads from its address. */
export const userFilters = ["q", "plan", "role", "status", "from", "to", "by", "sort"] as const;
/** Whether people may go by another order than that of their filters: where there is no filter. */
export const maySortUsers = (input: { [Name in (typeof userFilters)[number]]?: unknown }): boolean =>
  userFilters.every((name) => name === "sort" || input[name] === undefined);
export const listUsersInput = userSearch.refine((input) => input.sort === undefined || maySortUsers(input), {
  path: ["sort"],
  message: "goes together with no filter",
});
export interface UserRowView {
  id: string;
  email: string | null;
  username: string;
  displayName: string;
  plan: (typeof userPlans)[number];
  role: (typeof userRoles)[number];
  status: (typeof userStatuses)[number];
  /** Of the originals, trash included. */
  storageBytes: number;
  createdAt: string;
}
export interface UsersPage {
  items: UserRowView[];
  nextCursor: string | null;
}

export const accountView = z.object({
  id: z.string(),
  /** Null for who came with WeChat and has given none. */
  email: z.string().nullable(),
  username: z.string(),
  displayName: z.string(),
  plan: z.enum(["free", "pro", "enterprise"]),
  role: z.enum(["user", "auditor", "admin"]),
  locale: z.string(),
  createdAt: z.iso.datetime(),
});
export type AccountView = z.infer<typeof accountView>;

export const signInMethods = ["password", "wechat"] as const;
export type SignInMethod = (typeof signInMethods)[number];

export const sessionIdInput = z.strictObject({ id: z.string().regex(/^ses_[0-9a-z]{26}$/) });
export const sessionView = z.object({
  id: z.string(),
  method: z.enum(signInMethods),
  /** What the browser says it is; null where it says nothing that is known. */
  browser: z.string().nullable(),
  system: z.string().nullable(),
  address: z.string(),
  /** Exact to five minutes. */
  seenAt: z.iso.datetime(),
  createdAt: z.iso.datetime(),
  /** Whether the list was asked for with it. */
  isCurrent: z.boolean(),
});
export type SessionView = z.infer<typeof sessionView>;
export const sessionList = z.object({ items: z.array(sessionView), nextCursor: z.null() });
export type SessionList = z.infer<typeof sessionList>;

export const keyScopes = ["read", "generate", "library"] as const;
export const apiKeyIdInput = z.strictObject({ id: z.string().regex(/^key_[0-9a-z]{26}$/) });
export const createApiKeyInput = z.strictObject({
  name: plainText(60)
    .min(1, "must not be empty")
    .regex(/^\P{Cc}*$/u, "must be one line"),
  scopes: z
    .array(z.enum(keyScopes))
    .min(1, "choose at least one")
    .max(keyScopes.length)
    .refine((scopes) => new Set(scopes).size === scopes.length, "each at most once"),
  /** 30, 90 or 365; null for a key that works until it is revoked. */
  expiresInDays: z.literal(keyLifetimes),
  /** Wanted of everybody who has one; who came with WeChat has none. */
  password: givenPassword.optional(),
});
export const apiKeyView = z.object({
  id: z.string(),
  name: z.string(),
  lastFour: z.string(),
  scopes: z.array(z.enum(keyScopes)),
  /** Null for a key that works until it is revoked. */
  expiresAt: z.iso.datetime().nullable(),
  isExpired: z.boolean(),
  /** Exact to a minute; null for a key that was never used. */
  lastUsedAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
});
export type ApiKeyView = z.infer<typeof apiKeyView>;
/** The one time that a key leaves the server. */
export const createdApiKeyView = apiKeyView.extend({ key: z.string() });
export type CreatedApiKeyView = z.infer<typeof createdApiKeyView>;
export const apiKeyList = z.object({
  items: z.array(apiKeyView),
  /** Most keys that may work at the same time. */
  limit: z.int(),
  nextCursor: z.null(),
});
export type ApiKeyList = z.infer<typeof apiKeyList>;

/** Expected refusals of this module. */
export const accountRefusals = [
  "email_taken",
  "username_taken",
  "wrong_credentials",
  "wrong_password",
  "account_suspended",
  "recovery_link_invalid",
  "recovery_off",
  "sign_up_closed",
  "last_admin",
  "sign_in_again",
  "too_many_api_keys",
  "own_account",
  "password_missing",
  "account_closed",
  "confirmation_wrong",
] as const;
export type AccountRefusal = (typeof accountRefusals)[number];

/** How a recovery link reaches its person here: by mail, in the log of a demo, or not at all. */
export const recoveryDeliveries = ["smtp", "log", "off"] as const;
export type RecoveryDelivery = (typeof recoveryDeliveries)[number];

/** An account that a demo offers to everybody. */
export interface DemoAccountView {
  email: string;
  username: string;
  password: string;
  plan: "free" | "pro" | "enterprise";
  role: "user" | "auditor" | "admin";
}

export const openViewInput = z.strictObject({
  userId: z.string().regex(/^usr_[0-9a-z]{26}$/),
  reason: plainText(500).min(3),
});
