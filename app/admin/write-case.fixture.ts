import sharp from "sharp";
import { adminActor, testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { startTestVendor } from "@/lib/api-configs/testing-vendor.fixture";
import { grantCredits } from "@/lib/credits/grant";
import { createGeneration } from "@/lib/generations/create";
import { openShop, type Shop } from "@/lib/orders/scenarios/shop.fixture";
import { newId } from "@/lib/platform/ids";

/** One use of a door of the panel that writes, and what the audit log must say about it. */
export interface WriteCase {
  /** An action by its name, a route by its method and path. */
  door: string;
  /** Which use of it, where it has several. */
  as?: string;
  /** Where something is made, before tells nothing; where it is removed, after does. */
  kind: "makes" | "removes" | "changes";
  /** The actions of all lines that it leaves. */
  lines: string[];
  /** Makes what it needs; the input of the action, or what is sent to the route. */
  ask: (world: WriteWorld) => Promise<object> | object;
  /** Must not stand in a line. */
  secret?: string;
  /** Sets back what `ask` has changed for everybody. */
  done?: (world: WriteWorld) => void;
}

export interface WriteWorld {
  shop: Shop;
  /** Where configs of vendors lead to. */
  vendorUrl: string;
  png: Buffer;
  close(): Promise<void>;
}

/** Wherever a write takes a reason, it is given this one, and its lines must have it. */
export const reason = "looked at by hand";

/** Makes what a case needs, and is not who acts in it. */
export const asAdmin = () => testContext(adminActor("usr_before"));
export const key = () => newId("request");

/** What a verb made, where it did not refuse. */
export function done<T extends object>(result: T): Exclude<T, { ok: false }> {
  if ("reason" in result && "ok" in result) throw new Error(String(result.reason));
  return result as Exclude<T, { ok: false }>;
}

/** A generation that waits, of somebody who has credits. */
export async function ordered(): Promise<string> {
  const { id: userId } = await insertUser({ plan: "pro" });
  const grant = { userId, amount: 20, source: "purchase" as const, expiresAt: null };
  await grantCredits({ ctx: testContext(), input: { ...grant, businessKey: `start:${userId}` } });
  const order = { prompt: "a quiet lake", model: "sketch-1", count: 1, quality: "draft" as const };
  const ctx = testContext(userActor(userId, "pro"));
  return done(await createGeneration({ ctx, input: { ...order, idempotencyKey: key() } })).id;
}

/** A shop with a simulated WeChat and a simulated vendor. */
export async function openWriteWorld(): Promise<WriteWorld> {
  const [shop, vendor] = [await openShop(), await startTestVendor()];
  const plain = { width: 64, height: 64, channels: 3, background: "#b93a26" } as const;
  return {
    ...{ shop, vendorUrl: vendor.baseUrl },
    png: await sharp({ create: plain }).png().toBuffer(),
    close: async () => {
      await vendor.close();
      await shop.close();
    },
  };
}
