import { act } from "./api.js";
import { element } from "./chat.js";

const cover = document.getElementById("cover");
const behind = ["chat-screen", "web"].map((id) => document.getElementById(id));
const yuan = (fen) => `¥${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, "0")}`;

export { yuan };

let close = null;

/** Draws a sheet at the bottom of the phone; resolves with the chosen value. Escape chooses the last one. */
function drawSheet(title, content, ways) {
  close?.();
  const before = document.activeElement;
  return new Promise((resolve) => {
    const finish = (value) => {
      close = null;
      cover.hidden = true;
      cover.replaceChildren();
      for (const screen of behind) screen.inert = false;
      before?.focus?.();
      resolve(value);
    };
    const buttons = ways.map(({ text, value, href, className }) =>
      href
        ? element("a", { className, href, textContent: text })
        : element("button", { type: "button", className, textContent: text, onclick: () => finish(value) }),
    );
    const sheet = element(
      "div",
      { className: "sheet", role: "dialog", ariaModal: "true", ariaLabel: title },
      element("h2", { textContent: title }),
      ...content,
      element("div", { className: "ways" }, ...buttons),
    );
    const last = ways.at(-1)?.value;
    sheet.onkeydown = (event) => event.key === "Escape" && finish(last);
    cover.replaceChildren(sheet);
    for (const screen of behind) screen.inert = true;
    cover.hidden = false;
    buttons[0]?.focus();
    close = () => finish(last);
  });
}

/** Closes an open sheet as if the person had cancelled. */
export const closeSheet = () => close?.();

const paragraph = (textContent) => element("p", { textContent });

const refuse = (words) =>
  drawSheet("无法付款", [paragraph(words)], [{ text: "知道了", value: "close", className: "plain" }]);

/**
 * Plays the payment of a person: `openBill` asks WeChat for the bill, the sheet asks the person. Resolves with
 * `{ outcome: "ok" | "cancel" | "fail", words? }` and never rejects.
 */
export async function playPayment(person, openBill) {
  try {
    const { outTradeNo, description, totalFen } = await openBill();
    const content = [
      paragraph(description),
      element("strong", { className: "sum", textContent: yuan(totalFen) }),
    ];
    const choice = await drawSheet("微信支付", content, [
      { text: "确认支付", value: "pay", className: "main" },
      { text: "取消", value: "cancel", className: "plain" },
    ]);
    await act(choice, { person, outTradeNo });
    return { outcome: choice === "pay" ? "ok" : "cancel" };
  } catch (error) {
    await refuse(error.message);
    return { outcome: "fail", words: error.message };
  }
}

/** After a payment link of the merchant: the way back to where it came from. */
export const offerReturn = (outcome, returnUrl) =>
  drawSheet(
    outcome === "ok" ? "已付款" : "没有付款",
    [paragraph("付款结果以商家页面为准。")],
    [
      { text: "返回商家", href: returnUrl, className: "main" },
      { text: "留在微信", value: "stay", className: "plain" },
    ],
  );
