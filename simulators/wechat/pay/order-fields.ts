import type { SimOrder } from "@/simulators/wechat/desk";
import { callbackIssue, type Field, type Fields, timeIssue } from "./fields";

const text = (max: number, more: Partial<Extract<Field, { type: "string" }>> = {}): Field => ({
  type: "string",
  max,
  ...more,
});
const fen = (min: number): Field => ({ type: "integer", min });

const goods: Field = {
  type: "object",
  fields: {
    merchant_goods_id: text(32, { required: true }),
    wechatpay_goods_id: text(32),
    goods_name: text(256),
    quantity: { type: "integer", min: 1, required: true },
    unit_price: { type: "integer", min: 0, required: true },
  },
};

const store: Field = {
  type: "object",
  fields: {
    id: text(32, { required: true }),
    name: text(256),
    area_code: text(32),
    address: text(512),
  },
};

const sceneFields: Fields = {
  payer_client_ip: text(45, { required: true, pattern: /^[0-9a-fA-F.:]+$/ }),
  device_id: text(32),
  store_info: store,
};

const h5Info: Field = {
  required: true,
  type: "object",
  fields: {
    type: text(32, { required: true, only: ["iOS", "Android", "Wap"] }),
    app_name: text(64),
    app_url: text(128),
    bundle_id: text(128),
    package_name: text(128),
  },
};

const common: Fields = {
  appid: text(32, { required: true }),
  mchid: text(32, { required: true }),
  description: text(127, { required: true }),
  out_trade_no: text(32, { required: true, min: 6, pattern: /^[0-9A-Za-z_\-|*]+$/ }),
  time_expire: text(64, { hold: timeIssue }),
  attach: text(128),
  notify_url: text(255, { required: true, hold: callbackIssue }),
  goods_tag: text(32),
  support_fapiao: { type: "boolean" },
  amount: {
    required: true,
    type: "object",
    fields: { total: { ...fen(1), required: true }, currency: text(16, { only: ["CNY"] }) },
  },
  detail: {
    type: "object",
    fields: {
      cost_price: fen(0),
      invoice_id: text(32),
      goods_detail: { type: "list", max: 6000, of: goods },
    },
  },
  scene_info: { type: "object", fields: sceneFields },
  settle_info: { type: "object", fields: { profit_sharing: { type: "boolean" } } },
};

/** The tables of the three ways to order, by the trade type that the order gets. */
export const orderFields: Record<SimOrder["tradeType"], Fields> = {
  JSAPI: {
    ...common,
    payer: { required: true, type: "object", fields: { openid: text(128, { required: true }) } },
  },
  NATIVE: common,
  MWEB: {
    ...common,
    scene_info: { required: true, type: "object", fields: { ...sceneFields, h5_info: h5Info } },
  },
};

export const refundFields: Fields = {
  transaction_id: text(32, { pattern: /^\d+$/ }),
  out_trade_no: text(32, { min: 6, pattern: /^[0-9A-Za-z_\-|*]+$/ }),
  out_refund_no: text(64, { required: true, pattern: /^[0-9A-Za-z_\-|*@]+$/ }),
  reason: text(80),
  notify_url: text(256, { hold: callbackIssue }),
  funds_account: text(32, { only: ["AVAILABLE", "UNSETTLED"] }),
  amount: {
    required: true,
    type: "object",
    fields: {
      refund: { ...fen(1), required: true },
      total: { ...fen(1), required: true },
      currency: text(16, { required: true, only: ["CNY"] }),
      from: {
        type: "list",
        max: 2,
        of: {
          type: "object",
          fields: {
            account: text(32, { required: true, only: ["AVAILABLE", "UNAVAILABLE"] }),
            amount: { ...fen(1), required: true },
          },
        },
      },
    },
  },
  goods_detail: {
    type: "list",
    max: 1000,
    of: {
      type: "object",
      fields: {
        merchant_goods_id: text(32, { required: true }),
        wechatpay_goods_id: text(32),
        goods_name: text(256),
        unit_price: { ...fen(0), required: true },
        refund_amount: { ...fen(1), required: true },
        refund_quantity: { type: "integer", min: 1, required: true },
      },
    },
  },
};
