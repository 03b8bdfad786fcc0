// Makes a page believe that it is inside WeChat. It runs first in every page of the web view, and alone: the page's
// own policy lets no other script of the simulator in.
(() => {
  const self = document.currentScript;
  const phone = JSON.parse(self.dataset.phone);
  self.remove();

  const define = (target, name, get, set) =>
    Object.defineProperty(target, name, { configurable: true, get, set });

  define(Navigator.prototype, "userAgent", () => phone.userAgent);
  define(Navigator.prototype, "appVersion", () => phone.userAgent.replace(/^Mozilla\//, ""));
  define(Navigator.prototype, "platform", () =>
    phone.userAgent.includes("iPhone") ? "iPhone" : "Linux aarch64",
  );
  define(Navigator.prototype, "userAgentData", () => undefined);

  // Cookies are kept by the simulator, one jar per person. A write must be there before the next request.
  let cookies = phone.cookies;
  define(
    Document.prototype,
    "cookie",
    () => cookies,
    (line) => {
      const request = new XMLHttpRequest();
      request.open("POST", "/__phone/cookie", false);
      request.setRequestHeader("content-type", "application/json");
      request.send(JSON.stringify({ line: String(line), path: location.pathname }));
      if (request.status === 200) cookies = JSON.parse(request.responseText).cookies;
    },
  );

  async function call(name, body) {
    const response = await fetch(`/__phone/${name}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const answer = await response.json();
    if (!response.ok) throw new Error(answer.message);
    return answer;
  }

  // The phone page around this one, when there is one: it shows the title and the payment sheet.
  const around = window.parent === window ? null : window.parent;
  let hasPhone = false;
  const waiting = new Map();
  const tell = (message) => around?.postMessage({ phone: 1, ...message }, "*");
  const tellPlace = () => tell({ call: "place", title: document.title, canGoBack: canGoBack() });
  const canGoBack = () => window.navigation?.canGoBack ?? false;
  const heard = {
    hello: () => {
      hasPhone = true;
      tellPlace();
    },
    reload: () => location.reload(),
    back: () => canGoBack() && window.navigation.back(),
    answer: ({ id, result }) => {
      waiting.get(id)?.(result);
      waiting.delete(id);
    },
  };
  window.addEventListener("message", (event) => {
    if (around && event.source === around && event.data?.phone === 1) heard[event.data.call]?.(event.data);
  });
  tell({ call: "hello" });

  const askPhone = (message) =>
    new Promise((resolve) => {
      const id = `${Date.now()}-${Math.random()}`;
      waiting.set(id, resolve);
      tell({ ...message, id });
    });

  const STYLE = `
    :host{position:fixed;inset:0;z-index:2147483647;display:grid;align-items:end;justify-items:center;background:rgb(0 0 0/.55);color-scheme:light dark;
      font:16px/1.5 system-ui,"PingFang SC","Noto Sans SC","Microsoft YaHei",sans-serif}
    section{box-sizing:border-box;width:100%;max-width:430px;padding:24px 20px calc(20px + env(safe-area-inset-bottom));border-radius:16px 16px 0 0;text-align:center;
      background:light-dark(#fff,#1e1e1e);color:light-dark(#191919,#e9e9e9)}
    h2{margin:0;font-size:16px;font-weight:500}
    p{margin:4px 0 0;color:light-dark(#5c5c5c,#a8a8a8);overflow-wrap:anywhere}
    strong{display:block;margin:12px 0 4px;font-size:36px;line-height:1.2;font-variant-numeric:tabular-nums}
    div{display:grid;gap:10px;margin-top:24px}
    button{min-height:48px;border:0;border-radius:8px;font:inherit;font-weight:500;cursor:pointer;background:light-dark(#ececec,#333);color:inherit}
    button.main{background:light-dark(#07753d,#2bbf6a);color:light-dark(#fff,#04140a)}
    button:focus-visible{outline:3px solid light-dark(#07753d,#7fe0a8);outline-offset:2px}
    button:disabled{opacity:.6}`;

  /** Draws the payment sheet in the page itself, for a web view without a phone around it. */
  function drawSheet(title, lines, buttons) {
    const host = document.createElement("div");
    const root = host.attachShadow({ mode: "open" });
    const style = new CSSStyleSheet();
    style.replaceSync(STYLE);
    root.adoptedStyleSheets = [style];
    const section = root.appendChild(document.createElement("section"));
    section.setAttribute("role", "dialog");
    section.setAttribute("aria-modal", "true");
    section.setAttribute("aria-label", title);
    for (const [tag, text] of [["h2", title], ...lines])
      section.appendChild(document.createElement(tag)).textContent = text;
    const row = section.appendChild(document.createElement("div"));
    document.documentElement.append(host);
    return new Promise((resolve) => {
      for (const [text, value] of buttons) {
        const button = row.appendChild(document.createElement("button"));
        button.textContent = text;
        button.className = value;
        button.onclick = () => {
          host.remove();
          resolve(value);
        };
      }
      section.onkeydown = (event) => event.key === "Escape" && row.lastChild.click();
      row.firstChild.focus();
    });
  }

  const yuan = (fen) => `¥${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, "0")}`;

  async function payHere(by) {
    try {
      const bill = await call("payment", by);
      const { outTradeNo } = bill;
      const choice = await drawSheet(
        "微信支付",
        [
          ["p", bill.description],
          ["strong", yuan(bill.totalFen)],
        ],
        [
          ["确认支付", "main"],
          ["取消", "cancel"],
        ],
      );
      await call(choice === "main" ? "pay" : "cancel", { outTradeNo });
      return { outcome: choice === "main" ? "ok" : "cancel" };
    } catch (error) {
      await drawSheet("无法付款", [["p", error.message]], [["知道了", "close"]]);
      return { outcome: "fail", words: error.message };
    }
  }

  const pay = (by) => (hasPhone ? askPhone({ call: "pay", by }) : payHere(by));

  function closeWindow() {
    if (hasPhone) return tell({ call: "close" });
    window.close();
    location.replace("/__closed");
  }

  const abilities = {
    async getBrandWCPayRequest(parameters) {
      const { outcome, words } = await pay({ jsapi: parameters });
      const result = { err_msg: `get_brand_wcpay_request:${outcome}` };
      return words ? { ...result, err_desc: words } : result;
    },
    closeWindow() {
      closeWindow();
      return { err_msg: "close_window:ok" };
    },
    getNetworkType: () => ({ err_msg: "network_type:wifi" }),
  };
  for (const name of ["hideOptionMenu", "showOptionMenu", "hideToolbar", "showToolbar", "preVerifyJSAPI"])
    abilities[name] = () => ({ err_msg: `${name}:ok` });

  window.WeixinJSBridge = {
    async invoke(name, parameters, callback) {
      const ability = abilities[name];
      const result = ability ? await ability(parameters ?? {}) : { err_msg: "system:function_not_exist" };
      callback?.(result);
    },
    call: (name) => void abilities[name]?.({}),
    on: () => {},
  };

  // The JS-SDK as far as open tags go, in place of the file that WeChat serves.
  class OpenSubscribe extends HTMLElement {
    connectedCallback() {
      if (this.shadowRoot) return;
      const root = this.attachShadow({ mode: "open" });
      root.innerHTML = this.querySelector('script[type="text/wxtag-template"]')?.textContent ?? "";
      root.addEventListener("click", () => void this.ask());
    }
    async ask() {
      const templates = (this.getAttribute("template") ?? "").split(",");
      const lines = [["p", `允许公众号向你发送 ${templates.length} 类通知，每类一次`]];
      const choice = await drawSheet("订阅通知", lines, [
        ["允许", "main"],
        ["取消", "cancel"],
      ]);
      const accepted = choice === "main";
      const status = JSON.stringify({ status: accepted ? "accept" : "reject" });
      const tellPage = (type, detail) => this.dispatchEvent(new CustomEvent(type, { detail }));
      try {
        await call("subscribe", { templates, accepted });
        const details = Object.fromEntries(templates.map((id) => [id, status]));
        tellPage("success", { errMsg: "subscribe:ok", subscribeDetails: JSON.stringify(details) });
      } catch (error) {
        tellPage("error", { errMsg: `subscribe:fail ${error.message}` });
      }
    }
  }
  const configured = Promise.withResolvers();
  window.wx = {
    config(settings) {
      const isWhole = /^[0-9a-f]{40}$/.test(settings.signature) && settings.appId && settings.nonceStr;
      if (!isWhole) return configured.reject({ errMsg: "config:invalid signature" });
      if (settings.openTagList?.includes("wx-open-subscribe") && !customElements.get("wx-open-subscribe"))
        customElements.define("wx-open-subscribe", OpenSubscribe);
      configured.resolve();
    },
    ready: (done) => void configured.promise.then(done, () => {}),
    error: (failed) => void configured.promise.catch(failed),
  };

  // Addresses of the product and of the authorisation page stay inside, however the page goes there.
  const insideOf = (address) => {
    const url = URL.canParse(address, location.href) ? new URL(address, location.href) : null;
    if (!url || url.origin === location.origin) return null;
    if (phone.productOrigins.includes(url.origin)) return url.pathname + url.search + url.hash;
    if (url.pathname === "/connect/oauth2/authorize") return `/__oauth?to=${encodeURIComponent(url.href)}`;
    return null;
  };
  window.navigation?.addEventListener("navigate", (event) => {
    const inside = insideOf(event.destination.url);
    if (!event.cancelable || event.formData || inside === null) return;
    event.preventDefault();
    location.assign(inside);
  });
  window.navigation?.addEventListener("currententrychange", tellPlace);
  document.addEventListener(
    "click",
    (event) => {
      const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
      if (!link) return;
      const inside = insideOf(link.href);
      if (inside !== null) link.href = inside;
      // A phone has one window.
      if (link.target === "_blank") link.target = "_self";
      if (!link.href.startsWith("weixin://")) return;
      event.preventDefault();
      if (link.href.startsWith("weixin://wxpay/")) pay({ code: link.href });
    },
    true,
  );

  document.addEventListener("DOMContentLoaded", () => {
    document.dispatchEvent(new Event("WeixinJSBridgeReady"));
    tellPlace();
    new MutationObserver(tellPlace).observe(document.head, {
      childList: true,
      subtree: true,
      characterData: true,
    });
  });
})();
