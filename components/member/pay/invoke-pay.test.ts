import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { invokePay, outcomeOf } from "./invoke-pay";

const parameters = { appId: "wx1", timeStamp: "1790000000", package: "prepay_id=wx2" };

/** A bridge that answers every call with `message`. */
const answering = (message: string | undefined) => {
  const calls: unknown[][] = [];
  const invoke = (name: string, given: object, done: (result?: { err_msg?: string }) => void) => {
    calls.push([name, given]);
    done(message === undefined ? undefined : { err_msg: message });
  };
  return { calls, invoke };
};

describe("the answer of the payment sheet", () => {
  test.each([
    ["get_brand_wcpay_request:ok", "ok"],
    ["get_brand_wcpay_request:cancel", "cancel"],
    ["get_brand_wcpay_request:fail", "fail"],
    ["get_brand_wcpay_request:fail_no permission", "fail"],
    ["get_brand_wcpay_request:okay", "fail"],
    ["system:function_not_exist", "fail"],
    ["", "fail"],
    [undefined, "fail"],
  ] as const)("%s is %s", (message, outcome) => {
    expect(outcomeOf(message)).toBe(outcome);
  });
});

describe("opening the sheet", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal("window", {});
    vi.stubGlobal("document", new EventTarget());
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  test("hands the signed parameters over as they are", async () => {
    const bridge = answering("get_brand_wcpay_request:ok");
    window.WeixinJSBridge = bridge;
    expect(await invokePay(parameters)).toBe("ok");
    expect(bridge.calls).toEqual([["getBrandWCPayRequest", parameters]]);
  });

  test("waits for a bridge that comes late", async () => {
    const outcome = invokePay(parameters);
    window.WeixinJSBridge = answering("get_brand_wcpay_request:cancel");
    document.dispatchEvent(new Event("WeixinJSBridgeReady"));
    expect(await outcome).toBe("cancel");
  });

  test("says so when no bridge ever comes", async () => {
    const outcome = invokePay(parameters);
    await vi.runAllTimersAsync();
    expect(await outcome).toBe("no_bridge");
  });

  test("is a failure when the sheet answers nothing that can be read", async () => {
    window.WeixinJSBridge = answering(undefined);
    expect(await invokePay(parameters)).toBe("fail");
  });
});
