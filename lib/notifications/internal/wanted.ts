import { eq, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import {
  notificationPreferences,
  users,
  webhookEndpoints,
  wechatIdentities,
  wechatSubscriptions,
} from "@/db/schema";
import { env } from "@/lib/platform/env";
import { isWanted, type NoticeKind, type Preference } from "../rules";
import { templateOf } from "./templates";

/** One way out of the product. */
export type Way =
  | { channel: "email" | "wechat"; endpointId: null }
  | { channel: "webhook"; endpointId: string };

/**
 * By which ways a person is told of a kind: what they want, and for WeChat only where they follow and have allowed a
 * message. Nobody is told whose account is closed. One round trip, because it happens inside of others' transactions.
 */
export async function wantedWays(tx: Transaction, userId: string, kind: NoticeKind): Promise<Way[]> {
  const template = templateOf(kind);
  const [person] = await tx
    .select({
      status: users.status,
      chosen: sql<Preference[]>`(
        select coalesce(json_agg(json_build_object('kind', p.kind, 'channel', p.channel, 'enabled', p.enabled)), '[]'::json)
        from ${notificationPreferences} p where p.user_id = ${userId} and p.kind = ${kind})`,
      endpointIds: sql<string[]>`(
        select coalesce(json_agg(e.id order by e.created_at, e.id), '[]'::json)
        from ${webhookEndpoints} e
        where e.user_id = ${userId} and e.disabled_at is null and (e.kinds = '{}' or ${kind} = any(e.kinds)))`,
      reachable: sql<boolean>`exists (
        select 1 from ${wechatIdentities} i
        join ${wechatSubscriptions} s on s.user_id = i.user_id and s.template_id = ${template?.id ?? ""} and s.left > 0
        where i.user_id = ${userId} and i.appid = ${env().WECHAT_APP_ID ?? ""} and i.follows)`,
    })
    .from(users)
    .where(eq(users.id, userId));
  if (!person || person.status === "deleted") return [];
  const ways: Way[] = person.endpointIds.map((endpointId) => ({ channel: "webhook", endpointId }));
  if (isWanted(kind, "email", person.chosen)) ways.push({ channel: "email", endpointId: null });
  if (person.reachable && isWanted(kind, "wechat", person.chosen))
    ways.push({ channel: "wechat", endpointId: null });
  return ways;
}
