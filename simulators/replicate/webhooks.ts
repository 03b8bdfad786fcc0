import { createHmac, randomUUID } from "node:crypto";
import { ageMs, type SimPrediction, viewOf, type WebhookEvent } from "./predictions";

/** The secret of the vendor's own documentation. */
export const WEBHOOK_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const WRONG_SECRET = "whsec_d3JvbmctYnV0LWxvbmctZW5vdWdoLXNlY3JldA==";
const OLD_MS = 10 * 60_000;
const DELIVERY_TIMEOUT_MS = 5_000;
/** Only the final notice is sent again, with growing pauses. */
const RETRY_PAUSES_MS = [1_000, 2_000, 4_000];

/** Replicate refuses anything but https; a test on this machine may listen plainly. */
export const isWebhookUrl = (text: string): boolean =>
  URL.canParse(text) && /^(https:\/\/|http:\/\/(127\.0\.0\.1|localhost|\[::1\])[:/])/.test(text);

/** `v1,<base64>` of HMAC-SHA256 over `id.timestamp.body`. */
export function signatureOf(secret: string, id: string, timestamp: number, body: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  return `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
}

/** Sends the notices of predictions at the right moments, until it is closed. */
export class WebhookSender {
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #stop = new AbortController();
  /** One notice of a prediction after the other, so that their order is the intended one. */
  readonly #before = new WeakMap<SimPrediction, Promise<void>>();

  constructor(
    private readonly secret: string,
    private readonly speed: number,
  ) {}

  schedule(prediction: SimPrediction): void {
    const { startMs, endMs, scenario } = prediction;
    const turned = scenario.name === "webhook_out_of_order";
    const overMs = scenario.name === "aborted" ? startMs : endMs;
    if (scenario.name !== "aborted")
      this.#after(turned ? endMs + 500 / this.speed : startMs, () =>
        this.#tell(prediction, "start", startMs),
      );
    this.#after((startMs + endMs) / 2, () => this.#tell(prediction, "logs"));
    this.#after(overMs, async () => {
      await this.#tell(prediction, "output", overMs);
      await this.completed(prediction, overMs);
    });
  }

  /** The final notice, also of a prediction that was cancelled. */
  async completed(prediction: SimPrediction, atMs?: number): Promise<void> {
    await this.#tell(prediction, "completed", atMs);
  }

  close(): void {
    this.#stop.abort();
    for (const timer of this.#timers) clearTimeout(timer);
  }

  #after(ms: number, work: () => Promise<void>): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      void work();
    }, ms);
    timer.unref();
    this.#timers.add(timer);
  }

  async #tell(prediction: SimPrediction, event: WebhookEvent, atMs = ageMs(prediction)): Promise<void> {
    const { webhook, scenario, canceledAfterMs } = prediction;
    if (!webhook?.events.includes(event)) return;
    if (canceledAfterMs !== undefined && canceledAfterMs <= atMs && event !== "completed") return;
    const notice = {
      url: webhook.url,
      id: `msg_${randomUUID().replaceAll("-", "")}`,
      body: JSON.stringify(viewOf(prediction, atMs)),
    };
    const send = async () => {
      const times = scenario.name === "webhook_duplicate" ? 2 : 1;
      for (let time = 0; time < times; time += 1)
        await this.#deliver(notice, scenario.name, event === "completed" ? [...RETRY_PAUSES_MS] : []);
    };
    const sent = (this.#before.get(prediction) ?? Promise.resolve()).then(send);
    this.#before.set(prediction, sent);
    await sent;
  }

  async #deliver(
    notice: { url: string; id: string; body: string },
    scenario: string,
    pausesMs: number[],
  ): Promise<void> {
    if (this.#stop.signal.aborted) return;
    const old = scenario === "webhook_old" ? OLD_MS : 0;
    const timestamp = Math.floor((Date.now() - old) / 1_000);
    const secret = scenario === "webhook_bad_signature" ? WRONG_SECRET : this.secret;
    const { url, id, body } = notice;
    const delivered = await fetch(url, {
      method: "POST",
      redirect: "manual",
      signal: AbortSignal.any([this.#stop.signal, AbortSignal.timeout(DELIVERY_TIMEOUT_MS)]),
      headers: {
        "content-type": "application/json",
        "webhook-id": id,
        "webhook-timestamp": String(timestamp),
        "webhook-signature": signatureOf(secret, id, timestamp, body),
      },
      body,
    }).then(
      (response) => response.ok,
      () => false,
    );
    const pauseMs = pausesMs.shift();
    if (!delivered && pauseMs !== undefined)
      this.#after(pauseMs / this.speed, () => this.#deliver(notice, scenario, pausesMs));
  }
}
