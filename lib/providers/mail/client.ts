import { createTransport, type Transporter } from "nodemailer";
import { env } from "@/lib/platform/env";
import { logger } from "@/lib/platform/log";
import { singleton } from "@/lib/platform/process/singleton";

/** Milliseconds, in nodemailer's own words; its defaults let a dead server hold a caller for minutes. */
const TIMEOUTS = {
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  socketTimeout: 20_000,
  dnsTimeout: 5_000,
};

export interface Mail {
  to: string;
  subject: string;
  text: string;
  /** The same as HTML, where a reader shows that. */
  html?: string;
  /** One of our own, the same in every try: mail systems tell repetitions by it. */
  messageId?: string;
  headers?: Record<string, string>;
}

/** Where mail goes: to the server of SMTP_URL, in demo mode to the log, otherwise nowhere. */
export function mailDelivery(): "smtp" | "log" | "off" {
  if (env().SMTP_URL) return "smtp";
  return env().DEMO_MODE ? "log" : "off";
}

/** Sends one mail; throws what the server answered, or a timeout. */
export async function sendMail(mail: Mail): Promise<void> {
  switch (mailDelivery()) {
    case "smtp":
      await transport().sendMail({ from: env().MAIL_FROM, ...mail });
      return;
    case "log":
      logger("providers.mail").info("demo mode: this mail was not sent", { mail });
      return;
    case "off":
      throw new Error("No mail can be sent: SMTP_URL is not set.");
  }
}

const transport = (): Transporter =>
  singleton("mail", () => createTransport(withTimeouts(env().SMTP_URL ?? "")));

/** nodemailer takes options of a URL from its query only; what the operator set there stays. */
function withTimeouts(smtpUrl: string): string {
  const url = new URL(smtpUrl);
  for (const [name, timeoutMs] of Object.entries(TIMEOUTS))
    if (!url.searchParams.has(name)) url.searchParams.set(name, String(timeoutMs));
  return url.href;
}
