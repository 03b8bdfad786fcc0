import { act, fetchState } from "./api.js";
import { showChat } from "./chat.js";
import { connectPanels, showAccountCodes, showPaymentCodes, showPeople } from "./panels.js";
import { closeSheet, offerReturn, playPayment } from "./payment.js";
import { closeWebView, connectWebView, openWebView } from "./web-view.js";

const byId = (id) => document.getElementById(id);
const REFRESH_MS = 1000;
const TOAST_MS = 4000;
const query = new URLSearchParams(location.search);

let person = query.get("person");
let state = null;
let reads = 0;
const panels = connectPanels();

function toast(words) {
  byId("toast").textContent = words;
  setTimeout(() => {
    if (byId("toast").textContent === words) byId("toast").textContent = "";
  }, TOAST_MS);
}

/** Plays one action of the person and shows what came of it; what is refused is said, not thrown. */
async function play(action, fields = {}) {
  try {
    return await act(action, { person, ...fields });
  } catch (error) {
    toast(error.message);
    return null;
  } finally {
    await refresh();
  }
}

/** Reads a code or a link as a person; resolves with the outcome when it was a payment. */
async function scan(content) {
  panels.closePanels();
  let read;
  try {
    read = await act("scan", { person, content });
  } catch (error) {
    if (content.startsWith("weixin://wxpay/")) return playPayment(person, () => Promise.reject(error));
    return void toast(error.message);
  } finally {
    await refresh();
  }
  if (read.kind === "chat") return closeWebView();
  if (read.kind === "page") return openPage(read.path);
  const result = await playPayment(person, async () => read.bill);
  await refresh();
  if (read.returnUrl) await offerReturn(result.outcome, read.returnUrl);
  return result;
}

function openPage(path) {
  if (state.webViewUrl) openWebView(state.webViewUrl, person, path);
  else toast("产品还没有告诉模拟器它的地址。");
}

function choose(openid) {
  person = openid;
  query.set("person", openid);
  query.delete("open");
  query.delete("scan");
  history.replaceState(null, "", `?${query}`);
  closeSheet();
  closeWebView();
  refresh();
}

function show() {
  const one = state.people.find(({ openid }) => openid === person);
  if (!one) return;
  showPeople(state.people, person, choose);
  showChat(one, state.chat, scan);
  showAccountCodes(state.accountCodes, scan);
  showPaymentCodes(state.paymentCodes, scan);
  byId("who").textContent = one.name;
  byId("follow-state").textContent = one.follows ? "已关注" : "未关注";
  byId("unfollow").hidden = !one.follows;
  byId("say").hidden = !one.follows;
  byId("invite").hidden = one.follows;
  byId("member").disabled = state.webViewUrl === null;
  byId("snapshot").checked = one.snapshot;
  for (const input of document.getElementsByName("system")) input.checked = input.value === one.system;
}

/** Reads the state and shows it; an answer that a later one has overtaken is dropped. */
async function refresh() {
  reads += 1;
  const mine = reads;
  try {
    const read = await fetchState(person);
    if (mine !== reads) return;
    state = read;
    person = state.person;
    show();
  } catch {
    if (mine === reads) toast("模拟的微信没有应答。");
  }
}

function connect() {
  byId("follow").onclick = () => play("follow");
  byId("unfollow").onclick = () => play("unfollow");
  byId("member").onclick = () => openPage("/m");
  byId("say").onsubmit = async (event) => {
    event.preventDefault();
    const text = byId("say-text").value.trim();
    if (text !== "" && (await play("say", { text }))) byId("say-text").value = "";
  };
  byId("paste").onsubmit = (event) => {
    event.preventDefault();
    const content = byId("content").value.trim();
    if (content !== "") scan(content);
  };
  byId("snapshot").onchange = (event) => play("settings", { snapshot: event.target.checked });
  for (const input of document.getElementsByName("system"))
    input.onchange = () => play("settings", { system: input.value });
  byId("forget").onclick = async () => {
    closeWebView();
    if (await play("forget")) toast("这个人在网页里的登录已清除。");
  };
  connectWebView((by) =>
    by.code ? scan(by.code) : playPayment(person, () => act("payment", { person, jsapi: by.jsapi })),
  );
}

async function start() {
  connect();
  await refresh();
  const [content, link] = [query.get("scan"), query.get("open")];
  if (content) {
    byId("content").value = content;
    panels.openScan();
  }
  if (link && state) await scan(link);
  setInterval(() => document.hidden || refresh(), REFRESH_MS);
}

start();
