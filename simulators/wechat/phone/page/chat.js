const log = document.getElementById("chat");
// What scrolls must be reachable by keyboard.
log.tabIndex = 0;
const LINK = /<a\b[^>]*?\bhref="([^"]*)"[^>]*>([\s\S]*?)<\/a>/gi;
const time = new Intl.DateTimeFormat("zh-CN", {
  month: "numeric",
  day: "numeric",
  hour: "2-digit",
  minute: "2-digit",
});
const QUIET_MS = 5 * 60_000;

export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

/** The texts of the account may hold links and nothing else of HTML. */
function* partsOf(text, openLink) {
  let from = 0;
  for (const found of text.matchAll(LINK)) {
    yield text.slice(from, found.index);
    const href = found[1].replaceAll("&amp;", "&");
    yield element("a", {
      href,
      textContent: found[2],
      onclick: (event) => {
        event.preventDefault();
        openLink(href);
      },
    });
    from = found.index + found[0].length;
  }
  yield text.slice(from);
}

function lineOf({ from, text }, person, openLink) {
  if (from === "wechat") return element("p", { className: "aside" }, ...partsOf(text, openLink));
  const isPerson = from === "person";
  const face = element("span", { className: isPerson ? "face" : "face seal", ariaHidden: "true" });
  face.textContent = isPerson ? person.name.slice(0, 1) : "芯";
  const speaker = element("span", { className: "unseen", textContent: isPerson ? "我：" : "公众号：" });
  const words = isPerson ? [text] : [...partsOf(text, openLink)];
  return element(
    "div",
    { className: isPerson ? "line person-says" : "line" },
    face,
    element("p", {}, speaker, ...words),
  );
}

let shownFor = null;
let shown = [];

const same = (one, other) =>
  one !== undefined && other !== undefined && one.at === other.at && one.text === other.text;

/** How many of the shown lines the conversation has dropped at its start; null when it is another one. */
function dropped(chat) {
  for (let count = 0; count < Math.max(shown.length, 1); count += 1)
    if (shown.slice(count).every((line, index) => same(line, chat[index]))) return count;
  return null;
}

/** Shows the conversation; only new lines are added, so that they alone are read out. */
export function showChat(person, chat, openLink) {
  const gone = shownFor === person.openid ? dropped(chat) : null;
  if (gone === null) log.replaceChildren();
  shown = gone === null ? [] : shown.slice(gone);
  if (gone !== null && shown.length === chat.length) return;
  log.querySelector(".nothing")?.remove();
  for (const line of chat.slice(shown.length)) {
    const before = shown.at(-1);
    if (!before || new Date(line.at) - new Date(before.at) > QUIET_MS)
      log.append(element("p", { className: "aside", textContent: time.format(new Date(line.at)) }));
    log.append(lineOf(line, person, openLink));
    shown.push(line);
  }
  if (chat.length === 0) log.append(element("p", { className: "aside nothing", textContent: "还没有消息" }));
  shownFor = person.openid;
  log.scrollTop = log.scrollHeight;
}
