import { eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { bindingSessions, devices } from "@/db/schema";
import { isSignUpOpen } from "@/lib/accounts/read";
import { boundDevices } from "@/lib/accounts/rules";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { broken } from "@/lib/platform/errors";
import { ensureMember, isUntouched } from "../internal/people";
import {
  changeSession,
  countOtherDevices,
  type DeviceRow,
  hasOtherIdentity,
  type IdentityRow,
  lockDevice,
  lockSession,
  lockUser,
  type SessionRow,
  type UserRow,
} from "../internal/rows";
import { toRefusal } from "../internal/views";
import {
  confirmUntil,
  decideDevice,
  decideLink,
  decideSignIn,
  holderOf,
  isBindingScene,
  standingOf,
} from "../rules";
import type { BindingRefusal } from "../schema";
import {
  boundText,
  confirmedText,
  confirmLinkText,
  confirmSignInText,
  linkedText,
  refusalText,
  voidText,
} from "./texts";

interface Scan {
  ctx: Ctx;
  tx: Transaction;
  identity: IdentityRow;
  session: SessionRow;
  device: DeviceRow | null;
}

/** Applies a scan of one of our codes by a person, whose identity is locked; the answer is for them. */
export async function applyScan(
  ctx: Ctx,
  tx: Transaction,
  identity: IdentityRow,
  scene: string,
): Promise<string> {
  const found = isBindingScene(scene) ? await findByScene(tx, scene) : undefined;
  if (!found) return voidText();
  const device = found.deviceId === null ? null : await lockDevice(tx, found.deviceId);
  const session = await lockSession(tx, found.id);
  const standing = standingOf(session, identity.id, ctx.now);
  if (session === null || standing === "void") return voidText();
  const scan = { ctx, tx, identity, session, device };
  if (standing === "again") return answerAgain(scan);
  // Every answer needs an account of the person, if only to open the page that asks them.
  if (identity.userId === null && !(await isSignUpOpen({ ...ctx, tx })))
    return refuse(scan, "sign_up_closed");
  return { device: bindDevice, sign_in: askForSignIn, link: askForLink }[session.purpose](scan);
}

async function findByScene(tx: Transaction, scene: string) {
  const [found] = await tx
    .select({ id: bindingSessions.id, deviceId: bindingSessions.deviceId })
    .from(bindingSessions)
    .where(eq(bindingSessions.scene, scene));
  return found;
}

/** The person may not have seen the first answer: what is still true is said again. */
function answerAgain({ identity, session, device }: Scan): string {
  switch (session.state) {
    case "scanned":
      return askText(session);
    case "refused":
      return refusalText(toRefusal(session.refusal) ?? "declined");
    case "bound":
    case "claimed":
      if (device === null) return session.purpose === "link" ? linkedText() : confirmedText();
      if (device.userId === null || device.userId !== identity.userId) return voidText();
      return boundText({ bindingId: session.id, deviceName: device.name, how: "rebind" });
    default:
      return voidText();
  }
}

async function bindDevice(scan: Scan): Promise<string> {
  const { ctx, tx, identity, session } = scan;
  const device = scan.device ?? broken("a session of a device has none");
  const member = await ensureMember(ctx, tx, identity);
  if (!member) return refuse(scan, "sign_up_closed");
  const how = decideDevice({
    status: member.status,
    holder: holderOf(device.userId, member.id),
    boundElsewhere: await countOtherDevices(tx, member.id, device.id),
    limit: boundDevices[member.plan],
  });
  if (typeof how === "object") return refuse(scan, how.refused);
  if (how !== "rebind") await setBound(scan, device, member);
  await changeSession(tx, session.id, ctx.now, {
    state: "bound",
    identityId: identity.id,
    userId: member.id,
    scannedAt: ctx.now,
    decidedAt: ctx.now,
  });
  return boundText({ bindingId: session.id, deviceName: device.name, how });
}

async function setBound({ ctx, tx }: Scan, device: DeviceRow, member: UserRow): Promise<void> {
  await tx
    .update(devices)
    .set({ userId: member.id, boundAt: ctx.now, updatedAt: ctx.now })
    .where(eq(devices.id, device.id));
  const change = { before: { userId: device.userId }, after: { userId: member.id } };
  await recordAudit(ctx, tx, { action: "bindings.bind-device", subjectId: device.id, ...change });
}

async function askForSignIn(scan: Scan): Promise<string> {
  const { tx, identity } = scan;
  const member = identity.userId === null ? null : await lockUser(tx, identity.userId);
  const decision = decideSignIn(member?.status ?? null);
  return typeof decision === "object" ? refuse(scan, decision.refused) : ask(scan);
}

async function askForLink(scan: Scan): Promise<string> {
  const { ctx, tx, identity, session } = scan;
  const accountId = session.userId ?? broken("a session of a link names no account");
  const account = await lockUser(tx, accountId);
  const owner = holderOf(identity.userId, accountId);
  const needless = owner === "other" && (await isUntouched(tx, identity.userId ?? "", identity));
  const decision = decideLink({
    status: account?.status ?? "deleted",
    owner: needless ? "nobody" : owner,
    accountHasOther: await hasOtherIdentity(tx, accountId, identity),
  });
  if (typeof decision === "object") return refuse(scan, decision.refused);
  if (decision === "link") return ask(scan);
  const done = { state: "bound", identityId: identity.id, scannedAt: ctx.now, decidedAt: ctx.now } as const;
  await changeSession(tx, session.id, ctx.now, done);
  return linkedText();
}

/** Handing over an account needs a second word of the person, on a page that says what it is about. */
async function ask({ ctx, tx, identity, session }: Scan): Promise<string> {
  await changeSession(tx, session.id, ctx.now, {
    state: "scanned",
    identityId: identity.id,
    scannedAt: ctx.now,
    expiresAt: confirmUntil(session.expiresAt, ctx.now),
  });
  return askText(session);
}

const askText = ({ purpose, id }: SessionRow): string =>
  purpose === "link" ? confirmLinkText(id) : confirmSignInText(id);

async function refuse({ ctx, tx, identity, session }: Scan, refusal: BindingRefusal): Promise<string> {
  await changeSession(tx, session.id, ctx.now, {
    state: "refused",
    refusal,
    identityId: identity.id,
    scannedAt: ctx.now,
    decidedAt: ctx.now,
  });
  return refusalText(refusal);
}
