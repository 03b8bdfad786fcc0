import type { NoticeData, NoticeKind } from "../rules";
import type { DeliveryError } from "../schema";

/** A delivery that this process sends now. */
export interface ClaimedDelivery {
  id: string;
  /** Which try this is, from 1; a later one writes over what this one has to say. */
  attempt: number;
  channel: "email" | "wechat" | "webhook";
  endpointId: string | null;
  userId: string;
  notice: { id: string; kind: string; data: NoticeData; createdAt: Date };
}

/**
 * What came of a try: `retry` may go well later; `failed` will not; `dropped` was never sent, because there is nowhere
 * to send it.
 */
export interface Outcome {
  state: "delivered" | "retry" | "failed" | "dropped";
  error?: DeliveryError;
  /** HTTP status of the answer, where there was one. */
  status?: number;
  durationMs?: number;
}

/** A kind in the words of a language, and the words of a mail around them. */
export interface SpokenNotice {
  title: string;
  body: string;
  /** The words on the link to the page. */
  open: string;
  /** Why this came; `settings` is the name of the link that ends it. */
  because: string;
  settings: string;
}

/** What only the door can give: words of the messages, and WeChat, which is a higher domain's. */
export interface DeliveryPorts {
  speak: (locale: string, notice: { kind: NoticeKind; data: NoticeData }) => SpokenNotice;
  /** Rejects with the provider's WechatError; null where there is no official account. */
  sendWechat:
    | ((message: {
        openid: string;
        templateId: string;
        page: string;
        data: Record<string, string>;
      }) => Promise<void>)
    | null;
}
