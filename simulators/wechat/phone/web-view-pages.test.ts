import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { addressOf, stageWebView } from "./web-view.fixture";

const stage = stageWebView();

describe("redirects", () => {
  const redirectTo = async (location: string) => {
    stage.app = (_incoming, outgoing) => void outgoing.writeHead(302, { location }).end();
    return (await stage.browse("/m")).headers.get("location");
  };

  it("to the product stay inside, by any of its names", async () => {
    const { port } = new URL(stage.appUrl);
    stage.desk.console.oauthHost = "m.xintu.test";
    expect(await redirectTo("/m/plans?x=1")).toBe("/m/plans?x=1");
    expect(await redirectTo(`${stage.appUrl}/m?code=1#a`)).toBe("/m?code=1#a");
    expect(await redirectTo(`http://localhost:${port}/m`)).toBe("/m");
    expect(await redirectTo("https://m.xintu.test/api/wechat/oauth?code=1")).toBe("/api/wechat/oauth?code=1");
  });

  it("to others stay what they are", async () => {
    expect(await redirectTo("https://example.com/m")).toBe("https://example.com/m");
    const other = "http://127.0.0.1:1/connect/oauth2/authorize?appid=wxother";
    expect(await redirectTo(other)).toBe(other);
  });

  it("through the authorisation page come back as the person, with the link exactly as the product wrote it", async () => {
    const asked: (string | undefined)[] = [];
    const oauth = await stage.serve((incoming, outgoing) => {
      asked.push(incoming.url, incoming.headers.cookie);
      outgoing
        .writeHead(302, {
          location: `${stage.appUrl}/api/wechat/oauth?code=c0de&state=s`,
          "set-cookie": "wx=1",
        })
        .end();
    });
    const link = `/connect/oauth2/authorize?appid=${stage.desk.appid}&redirect_uri=${encodeURIComponent(`${stage.appUrl}/api/wechat/oauth`)}&response_type=code&scope=snsapi_base&state=s`;
    const inside = await redirectTo(`${addressOf(oauth)}${link}#wechat_redirect`);
    expect(inside).toMatch(/^\/__oauth\?to=/);
    const back = await stage.browse(inside ?? "", "oHanMeimei");
    expect(back.headers.get("location")).toBe("/api/wechat/oauth?code=c0de&state=s");
    expect(back.headers.getSetCookie()).toEqual([]);
    expect(asked).toEqual([link, "phone_person=oHanMeimei"]);
  });

  it("let nobody fetch another address through the web view", async () => {
    let fetched = 0;
    const other = await stage.serve((_incoming, outgoing) => {
      fetched += 1;
      outgoing.end();
    });
    stage.app = (incoming, outgoing) => void outgoing.writeHead(404).end(incoming.url);
    for (const path of ["/admin", "/connect/oauth2/authorize?appid=wxother"])
      expect((await stage.browse(`/__oauth?to=${encodeURIComponent(addressOf(other) + path)}`)).status).toBe(
        404,
      );
    expect(fetched).toBe(0);
  });
});

describe("pages", () => {
  const pageOf = async (chunks: string[], headers: Record<string, string> = {}) => {
    stage.app = (_incoming, outgoing) => {
      outgoing.writeHead(200, { "content-type": "text/html; charset=utf-8", etag: '"1"', ...headers });
      for (const chunk of chunks) outgoing.write(chunk);
      outgoing.end();
    };
    const answer = await stage.browse("/m");
    return { headers: answer.headers, html: await answer.text() };
  };
  const SCRIPT = /<script data-phone="([^"]*)">([\s\S]*?)<\/script>/;

  it("get the bridge first in their head, wherever the head is cut", async () => {
    const whole = '<!doctype html><html lang="zh"><head data-x="1"><meta charset="utf-8"><title>会员</title>';
    for (const cut of [10, 36, 45, 60]) {
      const { html } = await pageOf([
        whole.slice(0, cut),
        whole.slice(cut),
        "</head><body><header>好</header>",
      ]);
      expect(html.replace(SCRIPT, "|"), String(cut)).toBe(
        `${whole.replace('data-x="1">', 'data-x="1">|')}</head><body><header>好</header>`,
      );
    }
  });

  it("without a head get it before everything that they show", async () => {
    const { html } = await pageOf(["<!doctype html><html><p>hello"]);
    expect(html.replace(SCRIPT, "|")).toBe("<!doctype html><html>|<p>hello");
  });

  it("tell their scripts who they are: the phone's user agent and the readable cookies", async () => {
    stage.app = (_incoming, outgoing) =>
      void outgoing.setHeader("set-cookie", ['a="1"', "b=2; HttpOnly"]).end();
    await stage.browse("/m");
    const { html } = await pageOf(["<html><head></head>"]);
    const settings = SCRIPT.exec(html)?.[1]?.replaceAll("&quot;", '"') ?? "";
    expect(JSON.parse(settings)).toMatchObject({
      userAgent: expect.stringContaining("MicroMessenger"),
      cookies: 'a="1"',
      productOrigins: expect.arrayContaining([stage.appUrl]),
    });
  });

  it("may be framed and run the bridge under their own policy, and are not cached", async () => {
    const { headers, html } = await pageOf(["<html><head></head>"], {
      "x-frame-options": "DENY",
      "content-security-policy": "default-src 'self'; script-src 'nonce-abc'; frame-ancestors 'none'",
      "content-length": "19",
    });
    const hash = createHash("sha256")
      .update(SCRIPT.exec(html)?.[2] ?? "")
      .digest("base64");
    expect(headers.get("x-frame-options")).toBeNull();
    expect(headers.get("content-security-policy")).toBe(
      `default-src 'self'; script-src 'nonce-abc' 'sha256-${hash}'`,
    );
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("etag")).toBeNull();
  });

  it("are the only thing that is changed", async () => {
    stage.app = (_incoming, outgoing) =>
      void outgoing
        .writeHead(201, { "content-type": "application/json", etag: '"1"' })
        .end('{"html":"<head>"}');
    const answer = await stage.browse("/api");
    expect([answer.status, await answer.text(), answer.headers.get("etag")]).toEqual([
      201,
      '{"html":"<head>"}',
      '"1"',
    ]);
  });

  it("stream: what the product has written is shown before it has finished", async () => {
    let finish = () => {};
    stage.app = (_incoming, outgoing) => {
      outgoing.writeHead(200, { "content-type": "text/html" }).write("<html><head></head><body>first");
      finish = () => void outgoing.end("last");
    };
    const reader = (await stage.browse("/m")).body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    while (!text.endsWith("first")) text += (await reader?.read())?.value;
    finish();
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) text += part.value;
    expect(text.endsWith("firstlast")).toBe(true);
  });
});
