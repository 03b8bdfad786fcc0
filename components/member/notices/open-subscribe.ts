/** Arguments of `wx.config`, signed by our server for the page that asks. */
export interface SignedPage {
  appId: string;
  timestamp: number;
  nonceStr: string;
  signature: string;
}

interface Sdk {
  config(settings: SignedPage & { jsApiList: string[]; openTagList: string[] }): void;
  ready(done: () => void): void;
  error(failed: () => void): void;
}

declare global {
  interface Window {
    wx?: Sdk;
  }
}

/** The first version with open tags (developers.weixin.qq.com/doc/service/guide/h5/jssdk.html). */
const SDK = "https://res.wx.qq.com/open/js/jweixin-1.6.0.js";
const TAG = "wx-open-subscribe";
const LONGEST_MS = 8_000;

export type Consent = "accepted" | "refused" | "failed";

/** Whether WeChat lets this page ask for subscriptions; false as well when it does not answer in time. */
export function openTags(sign: () => Promise<SignedPage | null>): Promise<boolean> {
  return new Promise((resolve) => {
    setTimeout(resolve, LONGEST_MS, false);
    // Web views before 7.0.12 know no open tags, and say so.
    document.addEventListener("WeixinOpenTagsError", () => resolve(false), { once: true });
    void (async () => {
      const [sdk, signed] = await Promise.all([loadSdk(), sign()]);
      if (!sdk || !signed) return resolve(false);
      sdk.error(() => resolve(false));
      sdk.ready(() => resolve(true));
      sdk.config({ ...signed, jsApiList: ["closeWindow"], openTagList: [TAG] });
    })().catch(() => resolve(false));
  });
}

function loadSdk(): Promise<Sdk | undefined> {
  if (window.wx) return Promise.resolve(window.wx);
  return new Promise((resolve) => {
    const script = document.createElement("script");
    script.src = SDK;
    script.onload = () => resolve(window.wx);
    script.onerror = () => resolve(undefined);
    document.head.append(script);
  });
}

/**
 * The tag that asks for these templates when it is pressed. WeChat draws it apart from the page, so that nothing of the
 * page's styles reaches it: it is given the look that `like` has at this moment.
 */
export function subscribeTag(
  templates: readonly string[],
  like: HTMLElement,
  tell: (consent: Consent) => void,
): HTMLElement {
  const tag = document.createElement(TAG);
  tag.setAttribute("template", templates.join(","));
  tag.style.display = "block";
  const inside = document.createElement("script");
  inside.setAttribute("type", "text/wxtag-template");
  const button = document.createElement("button");
  button.textContent = like.textContent;
  const look = getComputedStyle(like);
  for (const name of [
    "background-color",
    "color",
    "font-size",
    "font-family",
    "font-weight",
    "border-radius",
  ])
    button.style.setProperty(name, look.getPropertyValue(name));
  button.style.cssText += ";width:100%;min-height:48px;border:0;padding:10px 16px";
  inside.textContent = button.outerHTML;
  tag.append(inside);
  tag.addEventListener("success", (event) => tell(consentOf(event)));
  tag.addEventListener("error", () => tell("failed"));
  return tag;
}

/** `detail.subscribeDetails` is JSON with a JSON text per template: `{"<id>":"{\"status\":\"accept\"}"}`. */
export function consentOf(event: Event): Consent {
  const detail: unknown = event instanceof CustomEvent ? event.detail : undefined;
  const details =
    detail && typeof detail === "object" && "subscribeDetails" in detail ? detail.subscribeDetails : "";
  const text = typeof details === "string" ? details : JSON.stringify(details);
  return /\baccept\b/.test(text) ? "accepted" : "refused";
}
