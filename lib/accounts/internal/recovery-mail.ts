import { env } from "@/lib/platform/env";
import { RECOVERY_TTL_MS } from "../rules";

const minutes = RECOVERY_TTL_MS / 60_000;

/** The mail that carries a recovery link, in the person's language. */
export function recoveryMail(locale: string, token: string): { subject: string; text: string } {
  const link = `${env().APP_URL.replace(/\/$/, "")}/reset?token=${token}`;
  if (locale === "en")
    return {
      subject: "Set a new password for Xintu",
      text: [
        "Open this link to set a new password:",
        link,
        `It works once and for ${minutes} minutes. If you did not ask for it, ignore this mail; your password stays as it is.`,
      ].join("\n\n"),
    };
  return {
    subject: "重新设置芯图的密码",
    text: [
      "打开下面的链接，设置新密码：",
      link,
      `链接只能使用一次，${minutes} 分钟内有效。如果不是你本人操作，请忽略这封邮件，密码不会改变。`,
    ].join("\n\n"),
  };
}
