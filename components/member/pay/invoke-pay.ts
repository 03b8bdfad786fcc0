/** What WeChat's payment sheet came to. Only our server knows whether it was paid. */
export type PayOutcome = "ok" | "cancel" | "fail" | "no_bridge";

/** Arguments of `getBrandWCPayRequest`, signed by our server. */
export type JsapiParameters = Readonly<Record<string, string>>;

interface Bridge {
  invoke(name: string, parameters: object, callback: (result?: { err_msg?: string }) => void): void;
}

declare global {
  interface Window {
    WeixinJSBridge?: Bridge;
  }
}

/** Longest wait for the web view to offer its bridge; it does so while the page loads. */
const BRIDGE_MS = 8_000;

/** What the sheet says: `get_brand_wcpay_request:ok`, `:cancel`, or anything else. */
export function outcomeOf(message: string | undefined): PayOutcome {
  if (message === "get_brand_wcpay_request:ok") return "ok";
  return message === "get_brand_wcpay_request:cancel" ? "cancel" : "fail";
}

/** Opens WeChat's payment sheet over the page and waits for the person. */
export async function invokePay(parameters: JsapiParameters): Promise<PayOutcome> {
  const bridge = await findBridge();
  if (!bridge) return "no_bridge";
  return new Promise((resolve) => {
    bridge.invoke("getBrandWCPayRequest", parameters, (result) => resolve(outcomeOf(result?.err_msg)));
  });
}

const findBridge = (): Promise<Bridge | undefined> =>
  new Promise((resolve) => {
    if (window.WeixinJSBridge) return resolve(window.WeixinJSBridge);
    const timer = setTimeout(done, BRIDGE_MS);
    function done() {
      clearTimeout(timer);
      document.removeEventListener("WeixinJSBridgeReady", done);
      resolve(window.WeixinJSBridge);
    }
    document.addEventListener("WeixinJSBridgeReady", done);
  });
