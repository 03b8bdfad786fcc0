import type { ChatLine, Person } from "./desk";

const LONGEST_CHAT = 50;

const person = (openid: string, name: string, more: Partial<Person> = {}): Person => ({
  openid,
  name,
  system: "android",
  follows: false,
  snapshot: false,
  chat: [],
  ...more,
});

/** Who is there at the start; the openids stay the same from run to run. */
export const firstPeople = (): Map<string, Person> =>
  new Map(
    [
      person("oXtDemoLiLei_000000000000001", "李雷"),
      person("oXtDemoHanMeimei_00000000002", "韩梅梅", { system: "ios" }),
      person("oXtDemoWangFang_000000000003", "王芳"),
      person("oXtDemoTom_00000000000000004", "Tom", { system: "ios" }),
      person("oXtDemoSnapshot_000000000005", "Snapshot-visitor", { snapshot: true }),
    ].map((one) => [one.openid, one]),
  );

/** One more person, for players who need many; throws with words for an openid that is none or taken. */
export function addPerson(
  people: Map<string, Person>,
  { openid, name = "路人" }: Record<string, unknown>,
): Person {
  if (typeof openid !== "string" || !/^o[\w-]{20,40}$/.test(openid) || people.has(openid))
    throw new Error("openid must be a new one");
  if (typeof name !== "string" || name === "") throw new Error("name must be a text");
  const added = person(openid, name);
  people.set(openid, added);
  return added;
}

export function addToChat(someone: Person, line: ChatLine): void {
  someone.chat.push(line);
  someone.chat.splice(0, someone.chat.length - LONGEST_CHAT);
}

/** A refusal in words that the phone shows to the person. */
export class PhoneRefusal extends Error {
  override readonly name = "PhoneRefusal";
}
