import type { Person, Phone, Ticket } from "@/simulators/wechat/desk";
import { addToChat, PhoneRefusal } from "@/simulators/wechat/people";
import type { World } from "@/simulators/wechat/world";
import { decideSubscription, tellFollow, tellScan, tellText, tellUnfollow } from "./events";
import { openPayment, payOrder } from "./payment";

/** The phone of every person, and what WeChat does because of it. */
export const createPhone = (world: World): Phone => ({
  scan: async (openid, url) => {
    const person = personOf(world, openid);
    const ticket = ticketOf(world, url);
    if (person.follows) return tellScan(world, person, ticket);
    person.follows = true;
    world.books.follows.set(openid, { at: world.now(), scene: ticket.scene });
    await tellFollow(world, person, ticket);
  },
  follow: async (openid) => {
    const person = personOf(world, openid);
    if (person.follows) return;
    person.follows = true;
    world.books.follows.set(openid, { at: world.now(), scene: null });
    await tellFollow(world, person);
  },
  unfollow: async (openid) => {
    const person = personOf(world, openid);
    if (!person.follows) return;
    person.follows = false;
    world.books.follows.delete(openid);
    await tellUnfollow(world, person);
  },
  say: async (openid, text) => {
    const person = personOf(world, openid);
    if (!person.follows) throw new PhoneRefusal("请先关注该公众号");
    if (text.trim() === "") throw new PhoneRefusal("不能发送空白消息");
    addToChat(person, { at: world.now(), from: "person", text });
    await tellText(world, person, text);
  },
  decide: (openid, decision) => decideSubscription(world, personOf(world, openid), decision),
  openPayment: (openid, by) => openPayment(world, personOf(world, openid), by),
  pay: async (openid, outTradeNo) => payOrder(world, personOf(world, openid), outTradeNo),
});

/** The person of an openid; throws a PhoneRefusal for nobody. */
export function personOf(world: World, openid: string): Person {
  const person = world.people.get(openid);
  if (!person) throw new PhoneRefusal("没有这个微信用户");
  return person;
}

function ticketOf(world: World, url: string): Ticket {
  const ticket = [...world.tickets.values()].find((one) => one.url === url);
  if (!ticket) throw new PhoneRefusal("无法识别的二维码");
  if (ticket.expiresAt <= world.now()) throw new PhoneRefusal("二维码已过期");
  return ticket;
}
