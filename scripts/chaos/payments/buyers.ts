import type postgres from "postgres";
import { newId } from "@/lib/platform/ids";
import type { Stack } from "../../local/stack";
import { type Person, signIn } from "../people";
import type { Wechat } from "./wechat";

/** Somebody with an account of ours and a purse at WeChat. */
export interface Buyer extends Person {
  openid: string;
}

const COUNT = 20;

/** Makes people whom both sides know, signed in. */
export async function bringBuyers(stack: Stack, sql: postgres.Sql, wechat: Wechat): Promise<Buyer[]> {
  const { appid } = await wechat.desk();
  const openids = new Map<string, string>();
  for (let n = 0; n < COUNT; n += 1) {
    const id = newId("user");
    const openid = `oChaos${id.slice(4)}`;
    await wechat.addPerson(openid);
    await sql`insert into users (id, username) values (${id}, ${`chaos_buyer_${n}`})`;
    await sql`
      insert into wechat_identities (id, appid, openid, user_id, follows)
      values (${newId("wechatIdentity")}, ${appid}, ${openid}, ${id}, true)`;
    openids.set(id, openid);
  }
  const people = await signIn(stack, sql);
  return people.flatMap((person) => {
    const openid = openids.get(person.id);
    return openid === undefined ? [] : [{ ...person, openid }];
  });
}
