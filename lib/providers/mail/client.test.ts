import { createServer, type Server, type Socket } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { env } from "@/lib/platform/env";
import { mailDelivery, sendMail } from "./client";

const given = { ...env() };
const mail = {
  to: "wang@example.com",
  subject: "重新设置密码",
  text: "打开这个链接：http://localhost/reset",
};
const servers: Server[] = [];

beforeEach(() => {
  env().SMTP_URL = undefined;
  env().DEMO_MODE = false;
});
afterEach(async () => {
  Object.assign(env(), given);
  vi.restoreAllMocks();
  delete (globalThis as Record<symbol, unknown>)[Symbol.for("xintu.mail")];
  for (const server of servers.splice(0)) server.close();
});

/** Enough of SMTP (RFC 5321) to take one mail; gives what came between DATA and the final dot. */
async function smtpServer(talk: (socket: Socket) => void): Promise<string> {
  const server = createServer(talk);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return typeof address === "object" && address ? `127.0.0.1:${address.port}` : "";
}

test("a mail reaches the configured server from the configured sender", async () => {
  let received = "";
  const host = await smtpServer((socket) => {
    let inData = false;
    socket.write("220 test\r\n");
    socket.on("data", (chunk) => {
      const text = chunk.toString();
      if (inData) {
        received += text;
        if (received.endsWith("\r\n.\r\n")) {
          inData = false;
          socket.write("250 taken\r\n");
        }
        return;
      }
      if (text.startsWith("DATA")) {
        inData = true;
        socket.write("354 go on\r\n");
      } else socket.write(text.startsWith("QUIT") ? "221 bye\r\n" : "250 fine\r\n");
    });
  });
  env().SMTP_URL = `smtp://${host}?ignoreTLS=true`;
  expect(mailDelivery()).toBe("smtp");
  await sendMail(mail);
  expect(received).toContain("From: Xintu <no-reply@localhost>");
  expect(received).toContain("To: wang@example.com");
  const subject = `=?UTF-8?B?${Buffer.from(mail.subject).toString("base64")}?=`;
  expect(received).toContain(`Subject: ${subject}`);
});

test("a server that never greets is given up instead of being waited for", async () => {
  const host = await smtpServer(() => {});
  env().SMTP_URL = `smtp://${host}?ignoreTLS=true&greetingTimeout=50`;
  await expect(sendMail(mail)).rejects.toThrow(/greeting/i);
});

test("without a server a demo writes the mail to its log, and elsewhere there is no mail", async () => {
  expect(mailDelivery()).toBe("off");
  await expect(sendMail(mail)).rejects.toThrow("SMTP_URL");
  env().DEMO_MODE = true;
  expect(mailDelivery()).toBe("log");
  await sendMail(mail);
});
