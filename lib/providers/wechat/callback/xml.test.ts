import { describe, expect, it } from "vitest";
import { buildXml, MAX_XML_BYTES, parseXml } from "./xml";

describe("reading XML", () => {
  it("keeps every value a text: numbers, leading zeros, 64-bit ids, hex and exponents", () => {
    const values = ["0123456789", "4363689963896700987", "0x1F", "1e5", "true", "-0", "1.10"];
    for (const value of values) expect(parseXml(`<xml><A>${value}</A></xml>`)).toEqual({ A: value });
  });

  it("keeps the blanks and the markup of what people write", () => {
    expect(parseXml("<xml><A><![CDATA[ <b>&amp; ]]></A><B></B><C/></xml>")).toEqual({
      A: " <b>&amp; ",
      B: "",
      C: "",
    });
  });

  it("reads a person's words about XML, the word DOCTYPE included", () => {
    const words = '<?xml version="1.0"?><!DOCTYPE html><!-- hello -->';
    expect(parseXml(`<xml><Content><![CDATA[${words}]]></Content></xml>`)).toEqual({ Content: words });
  });

  it("makes an array of repeated elements, so that no first or last one is trusted", () => {
    expect(parseXml("<xml><A>1</A><A>2</A></xml>")).toEqual({ A: ["1", "2"] });
  });

  it("takes a declaration, a byte order mark and blanks around", () => {
    expect(parseXml('\n<?xml version="1.0" encoding="UTF-8"?>\n<xml><A>1</A></xml>\n')).toEqual({ A: "1" });
    expect(parseXml("\uFEFF<xml><A>1</A></xml>")).toEqual({ A: "1" });
  });

  it("expands no entity", () => {
    expect(parseXml("<xml><A>&lt;&#65;&x;</A></xml>")).toEqual({ A: "&lt;&#65;&x;" });
  });

  it.each([
    ["a document type", "<!DOCTYPE xml><xml><A>1</A></xml>"],
    ["a document type in small letters", "<!doctype xml><xml><A>1</A></xml>"],
    [
      "an external entity",
      '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><xml><A>&e;</A></xml>',
    ],
    [
      "a billion laughs",
      '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><xml><A>&b;&b;&b;</A></xml>',
    ],
    ["a document type inside", "<xml><!DOCTYPE x><A>1</A></xml>"],
    ["a document type hidden by a comment", "<!-- <![CDATA[ --><!DOCTYPE x><!-- ]]> --><xml><A>1</A></xml>"],
    ["a document type put together", "<<![CDATA[x]]>!DOCTYPE x><xml><A>1</A></xml>"],
    ["a comment", "<xml><!-- --><A>1</A></xml>"],
    ["a processing instruction", "<xml><?php x ?><A>1</A></xml>"],
    ["__proto__", "<xml><__proto__><admin>1</admin></__proto__></xml>"],
    ["constructor", "<xml><constructor><prototype>1</prototype></constructor></xml>"],
    ["an open CDATA section", "<xml><A><![CDATA[x</A></xml>"],
    ["half a document", "<xml><EventKey>qrscene_abc"],
    ["half a tag at the end", "<xml><EventKey>qrscene_abc</EventKey></xm"],
    ["two documents", "<xml><A>1</A></xml><xml><A>2</A></xml>"],
    ["another root", "<html><A>1</A></html>"],
    ["a root with text only", "<xml>1</xml>"],
    ["JSON", '{"ToUserName":"gh_1"}'],
    ["nothing", ""],
    ["nesting without end", "<xml>" + "<a>".repeat(5_000) + "</a>".repeat(5_000) + "</xml>"],
    ["elements without number", `<xml>${"<a/>".repeat(10_000)}</xml>`],
    ["more than 64 KiB", `<xml><A>${"x".repeat(MAX_XML_BYTES)}</A></xml>`],
    ["more than 64 KiB of bytes in fewer characters", `<xml><A>${"图".repeat(22_000)}</A></xml>`],
  ])("refuses %s", (_, text) => {
    expect(parseXml(text)).toBeNull();
  });

  it("gives nobody's prototype a new property", () => {
    parseXml("<xml><__proto__><polluted>1</polluted></__proto__></xml>");
    parseXml("<xml><a><__proto__><polluted>1</polluted></__proto__></a></xml>");
    expect("polluted" in {}).toBe(false);
  });
});

describe("writing XML", () => {
  it.each(["a]]>b", "]]>", "]]]]>>", "<xml>&amp;", "换行\n在此", ""])("carries %j unharmed", (text) => {
    expect(parseXml(buildXml({ A: text, B: 7 }))).toEqual({ A: text, B: "7" });
  });

  it("writes texts in CDATA and numbers bare, in the given order", () => {
    expect(buildXml({ B: "x", A: 1 })).toBe("<xml><B><![CDATA[x]]></B><A>1</A></xml>");
  });
});
