import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Formatter } from "wechatpay-axios-plugin";
import { recordsOf } from "./csv";
import { billRowsOf, fenOf, UnreadableBillError } from "./rows";

/** A bill of a real merchant as the official Go library's tests have it, shortened to two rows. */
const HEADER =
  "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注";
const row = (outTradeNo: string, product: string, amount: string) =>
  `\`2021-01-28 17:07:11,\`wx81be3101902f7cb2,\`1601959334,\`0,\`,\`4200000925,\`${outTradeNo},\`oX,\`NATIVE,\`SUCCESS,\`OTHERS,\`CNY,\`0.01,\`0.00,\`0,\`0,\`0.00,\`0.00,\`,\`,${product},\`cipher code,\`0.00000,\`1.00%,\`${amount},\`0.00,\``;
const bill = (rows: string[], newline = "\n") =>
  [
    HEADER,
    ...rows,
    "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额",
    `\`${rows.length},\`0.03,\`0.00,\`0.00,\`0.00000,\`0.03,\`0.00`,
    "",
  ].join(newline);
const payments = (text: string) =>
  billRowsOf(text).map(
    (one) => one.kind === "payment" && [one.transaction.outTradeNo, one.transaction.amountFen],
  );

describe("rows of a bill", () => {
  it.each(["\n", "\r\n"])("are read with line ends %j, with and without a BOM", (newline) => {
    const text = bill(
      [row("A00001", "`for testing", "0.01"), row("A00002", "`for testing", "1234567.80")],
      newline,
    );
    const expected = [
      ["A00001", 1],
      ["A00002", 123_456_780],
    ];
    expect(payments(text)).toEqual(expected);
    expect(payments(`\ufeff${text}`)).toEqual(expected);
  });

  it.each([
    ["a comma", "`one, two"],
    ["a quoted value", '"`one, ""two"",`three\nfour"'],
    ["what looks like the next value", "`one,`two,`three"],
    ["quotes of its own", '`"Pro" year'],
    ["a quote that never ends", '"`one'],
  ])("keep their columns although the product's name has %s", (_, product) => {
    expect(payments(bill([row("A00001", product, "0.01"), row("A00002", "`x", "0.02")]))).toEqual([
      ["A00001", 1],
      ["A00002", 2],
    ]);
  });

  it("are none in a bill that counts none", () => {
    expect(billRowsOf(bill([]))).toEqual([]);
  });

  it("agree with another library's reading", () => {
    const text = `\ufeff${bill([row("A00001", "`one", "0.01"), row("A00002", "`two", "0.02")])}`;
    const theirs = Formatter.castCsvBill(Buffer.from(text)) as { rows: Record<string, string>[] };
    const [header = [], ...rest] = recordsOf(text);
    const ours = rest
      .slice(0, 2)
      .map((values) => Object.fromEntries(header.map((name, at) => [name, values[at]])));
    expect(ours).toEqual(theirs.rows);
  });

  it("with a value missing are not read", () => {
    const short = row("A00001", "`x", "0.01").replace("`NATIVE,", "");
    expect(() => billRowsOf(bill([short]))).toThrow(UnreadableBillError);
  });
});

describe("yuan in fen", () => {
  it("are exact for every amount", () => {
    fc.assert(
      fc.property(fc.nat({ max: 2_000_000_000 }), (fen) => {
        const text = String(fen).padStart(3, "0");
        expect(fenOf(`${text.slice(0, -2)}.${text.slice(-2)}`)).toBe(fen);
      }),
    );
    expect([fenOf("0.29"), fenOf("1.1"), fenOf("19.99"), fenOf("7"), fenOf("0.57000")]).toEqual([
      29, 110, 1999, 700, 57,
    ]);
  });

  it.each(["", "1,000.00", "-1.00", "1.001", ".5", "1.", "1e3", "１.00", "9".repeat(13)])(
    "%j is no amount",
    (text) => {
      expect(() => fenOf(text)).toThrow(UnreadableBillError);
    },
  );
});
