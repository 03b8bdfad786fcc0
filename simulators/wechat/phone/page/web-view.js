import { element } from "./chat.js";

const web = document.getElementById("web");
const title = document.getElementById("web-title");
const back = document.getElementById("web-back");

let frame = null;
let origin = null;

const tell = (message) => frame?.contentWindow?.postMessage({ phone: 1, ...message }, origin);

/**
 * Opens a path of the product as a person. Browsers take `localhost` and `127.0.0.1` for different sites and withhold
 * cookies between them, so the web view is reached by the name that this page was reached by.
 */
export function openWebView(webViewUrl, person, path) {
  closeWebView();
  const url = new URL(`/__open?${new URLSearchParams({ person, path })}`, webViewUrl);
  if (/^(localhost|127\.0\.0\.1)$/.test(location.hostname)) url.hostname = location.hostname;
  origin = url.origin;
  title.textContent = "正在打开…";
  back.disabled = true;
  frame = element("iframe", { title: "网页" });
  // A page of a phone cannot replace the phone.
  frame.sandbox = "allow-scripts allow-same-origin allow-forms allow-modals allow-downloads";
  frame.onload = () => {
    if (title.textContent === "正在打开…") title.textContent = "网页";
  };
  frame.src = url.href;
  web.append(frame);
  web.hidden = false;
  document.getElementById("web-close").focus();
}

export function closeWebView() {
  frame?.remove();
  frame = null;
  web.hidden = true;
}

/** Connects the frame; `pay` plays a payment that a page asks for and resolves with its outcome. */
export function connectWebView(pay) {
  const calls = {
    hello: () => tell({ call: "hello" }),
    place: (message) => {
      title.textContent = message.title || "网页";
      back.disabled = !message.canGoBack;
    },
    pay: async ({ id, by }) => tell({ call: "answer", id, result: await pay(by) }),
    close: closeWebView,
  };
  window.addEventListener("message", (event) => {
    if (event.source !== frame?.contentWindow || event.origin !== origin || event.data?.phone !== 1) return;
    calls[event.data.call]?.(event.data);
  });
  document.getElementById("web-close").onclick = () => {
    closeWebView();
    document.getElementById("member").focus();
  };
  back.onclick = () => tell({ call: "back" });
  document.getElementById("web-reload").onclick = () => tell({ call: "reload" });
}
