import { element } from "./chat.js";
import { yuan } from "./payment.js";

const FACES = ["#3f6ea8", "#8a5a9e", "#2f7d6b", "#9a6614", "#a0476a"];
const lists = {};

/** Draws a list anew only when it says something else, so that focus and reading places stay. */
function showList(id, items, draw) {
  const text = JSON.stringify(items);
  if (lists[id] === text) return;
  lists[id] = text;
  const list = document.getElementById(id);
  const focused = list.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  for (const child of [...list.children]) if (child.tagName !== "LEGEND") child.remove();
  list.append(...items.map(draw));
  if (focused) [...list.querySelectorAll("[data-key]")].find((one) => one.dataset.key === focused)?.focus();
}

const words = ({ system, follows, snapshot }) =>
  [system === "ios" ? "iOS" : "Android", follows ? "已关注" : "未关注", ...(snapshot ? ["快照"] : [])].join(
    " · ",
  );

export function showPeople(people, chosen, choose) {
  const rows = people.map((person) => ({ ...person, isChosen: person.openid === chosen }));
  showList("people", rows, (person) => {
    const face = element("span", { className: "face", ariaHidden: "true", textContent: person.name[0] });
    face.style.setProperty(
      "--face",
      FACES[people.findIndex(({ openid }) => openid === person.openid) % FACES.length],
    );
    const input = element("input", { type: "radio", name: "person", value: person.openid });
    input.checked = person.isChosen;
    input.dataset.key = person.openid;
    input.onchange = () => choose(person.openid);
    const name = element("span", {}, person.name, element("small", { textContent: words(person) }));
    return element("label", { className: "person" }, input, face, name);
  });
}

const left = (seconds) =>
  seconds >= 3600
    ? `${Math.floor(seconds / 3600)} 小时 ${Math.floor((seconds % 3600) / 60)} 分`
    : seconds >= 60
      ? `${Math.floor(seconds / 60)} 分 ${seconds % 60} 秒`
      : `${seconds} 秒`;

/** One row per code with a button; the remaining time changes in place. */
function showCodes(id, codes, { none, button, nameOf, contentOf }, scan) {
  showList(id, codes.length === 0 ? [null] : codes.map(contentOf), (content) => {
    if (content === null) return element("li", { className: "nothing", textContent: none });
    const code = codes.find((one) => contentOf(one) === content);
    const act = element("button", { type: "button", className: "plain", textContent: button });
    act.dataset.key = content;
    act.setAttribute("aria-label", `${button} ${nameOf(code)}`);
    act.onclick = () => scan(content);
    const name = element("b", { textContent: nameOf(code), title: nameOf(code) });
    return element("li", { className: "code" }, element("span", {}, name, element("small")), act);
  });
  document.querySelectorAll(`#${id} .code small`).forEach((small, index) => {
    small.textContent = `还有 ${left(codes[index]?.endsInS ?? 0)}`;
  });
}

export function showAccountCodes(codes, scan) {
  const say = {
    none: "没有可扫的二维码。产品显示二维码后，会出现在这里。",
    button: "扫一扫",
    nameOf: ({ scene }) => scene,
    contentOf: ({ url }) => url,
  };
  showCodes("account-codes", codes, say, scan);
}

export function showPaymentCodes(codes, scan) {
  const say = {
    none: "没有待付款的二维码或链接。",
    button: "付款",
    nameOf: ({ description, totalFen }) => `${yuan(totalFen)} ${description}`,
    contentOf: ({ content }) => content,
  };
  showCodes("payment-codes", codes, say, scan);
}

/** On narrow screens the panels come up over the phone. */
export function connectPanels() {
  const panels = [...document.querySelectorAll(".panel")];
  const opener = { "people-panel": "open-people", "scan-panel": "open-scan" };
  const close = (panel) => {
    if (!panel.classList.contains("open")) return;
    panel.classList.remove("open");
    document.getElementById(opener[panel.id]).focus();
  };
  for (const panel of panels) {
    panel.querySelector("[data-close-panel]").onclick = () => close(panel);
    panel.addEventListener("keydown", (event) => event.key === "Escape" && close(panel));
  }
  const open = (id, first) => {
    document.getElementById(id).classList.add("open");
    document.getElementById(id).querySelector(first)?.focus();
  };
  document.getElementById("open-people").onclick = () => open("people-panel", "input:checked");
  document.getElementById("open-scan").onclick = () => open("scan-panel", "textarea");
  return { closePanels: () => panels.forEach(close), openScan: () => open("scan-panel", "textarea") };
}
