import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Simulator } from "../kit/server";
import { startOpenaiSimulator } from "./server";

let vendor: Simulator;
let picture: Buffer;
let mask: Buffer;
beforeAll(async () => {
  vendor = await startOpenaiSimulator({ speed: 1_000 });
  picture = await flat(64, 64, 3);
  mask = await flat(64, 64, 4);
});
afterAll(() => vendor.close());

const flat = (width: number, height: number, channels: 3 | 4) =>
  sharp({ create: { width, height, channels, background: { r: 9, g: 90, b: 200, alpha: 0 } } })
    .png()
    .toBuffer();

const headers = (key = "sim-main") => ({ authorization: `Bearer ${key}` });
const post = (path: string, body: object, key?: string) =>
  fetch(`${vendor.url}/v1/${path}`, {
    method: "POST",
    headers: { ...headers(key), "content-type": "application/json" },
    body: JSON.stringify(body),
  });
const errorOf = async (response: Response) => {
  const { error } = (await response.json()) as { error: { code: string; param: string; message: string } };
  return [response.status, error.code, error.param];
};

describe("the simulated OpenAI", () => {
  const order = { model: "gpt-image-2", prompt: "a lake" };

  it.each([
    [{ response_format: "b64_json" }, "unknown_parameter", "response_format"],
    [{ style: "vivid" }, "unknown_parameter", "style"],
    [{ n: 11 }, "invalid_value", "n"],
    [{ n: "2" }, "invalid_value", "n"],
    [{ quality: "hd" }, "invalid_value", "quality"],
    [{ quality: "xhigh" }, "invalid_value", "quality"],
    [{ partial_images: 2 }, "invalid_value", "partial_images"],
    [{ stream: true, partial_images: 4 }, "invalid_value", "partial_images"],
    [{ background: "transparent", output_format: "jpeg" }, "invalid_value", "background"],
    [{ size: "576x1024" }, "invalid_value", "size"],
    [{ size: "1008x432" }, "invalid_value", "size"],
    [{ size: "4096x2160" }, "invalid_value", "size"],
    [{ size: "3840x1024" }, "invalid_value", "size"],
    [{ size: "1000x1000" }, "invalid_value", "size"],
    [{ model: "gpt-image-1.5", size: "1360x768" }, "invalid_value", "size"],
    [{ prompt: undefined }, "missing_required_parameter", "prompt"],
  ])("refuses %j as %s", async (changes, code, param) => {
    expect(await errorOf(await post("images/generations", { ...order, ...changes }))).toEqual([
      400,
      code,
      param,
    ]);
  });

  it.each(["dall-e-3", "gpt-image-1", "flux"])("does not know %s any more", async (model) => {
    expect((await errorOf(await post("images/generations", { ...order, model }))).slice(0, 2)).toEqual([
      404,
      "model_not_found",
    ]);
  });

  it("wants a key, JSON, and a path that it has", async () => {
    const url = `${vendor.url}/v1/images/generations`;
    expect((await fetch(url, { method: "POST" })).status).toBe(401);
    expect((await post("images/generations", order, "sk-real")).status).toBe(401);
    expect((await fetch(url, { method: "POST", headers: headers(), body: "{}" })).status).toBe(400);
    expect((await post("images/variations", order)).status).toBe(404);
  });

  it("answers with usage, and draws the size that was asked for", async () => {
    const response = await post("images/generations", { ...order, size: "1360x768", quality: "low" });
    const body = (await response.json()) as { data: { b64_json: string }[]; usage: Record<string, number> };
    const bytes = Buffer.from(body.data[0]?.b64_json ?? "", "base64");
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 1_360, height: 768, format: "png" });
    expect(body.usage.total_tokens).toBe((body.usage.input_tokens ?? 0) + (body.usage.output_tokens ?? 0));
  });
});

describe("the simulated edits", () => {
  const edit = (files: [string, Buffer, string?][], fields: Record<string, string> = {}, key?: string) => {
    const form = new FormData();
    for (const [name, bytes, type] of files)
      form.append(name, new Blob([new Uint8Array(bytes)], { type: type ?? "image/png" }), `${name}.png`);
    for (const [name, value] of Object.entries({ model: "gpt-image-2", prompt: "[[sim:quota]]", ...fields }))
      form.append(name, value);
    return fetch(`${vendor.url}/v1/images/edits`, { method: "POST", headers: headers(key), body: form });
  };

  it("takes one `image` or a list `image[]`, with a mask", async () => {
    for (const files of [
      [["image", picture]],
      [
        ["image[]", picture],
        ["image[]", picture],
      ],
    ] as const) {
      const given = [...files, ["mask", mask]].map(([name, bytes]) => [name, bytes] as [string, Buffer]);
      expect((await edit(given)).status).toBe(429);
    }
  });

  it("refuses `image` twice, both names, none, too many, and JSON", async () => {
    const one: [string, Buffer] = ["image", picture];
    const listed: [string, Buffer] = ["image[]", picture];
    for (const files of [[one, one], [one, listed], [], Array.from({ length: 17 }, () => listed)])
      expect((await edit(files)).status).toBe(400);
    expect((await post("images/edits", { model: "gpt-image-2", prompt: "x" })).status).toBe(400);
  });

  it("refuses masks without alpha, of another size or format, and pictures that are none", async () => {
    const other = await flat(32, 64, 4);
    const jpeg = await sharp(picture).jpeg().toBuffer();
    for (const wrong of [picture, other, jpeg])
      expect(
        await errorOf(
          await edit([
            ["image", picture],
            ["mask", wrong],
          ]),
        ),
      ).toEqual([400, "invalid_value", "mask"]);
    expect((await edit([["image", Buffer.from("no picture")]])).status).toBe(400);
    expect((await edit([["image", jpeg, "image/png"]])).status).toBe(400);
  });

  it("refuses fields that the model does not know", async () => {
    const one: [string, Buffer][] = [["image", picture]];
    expect((await errorOf(await edit(one, { input_fidelity: "high" })))[1]).toBe("unknown_parameter");
    expect((await edit(one, { model: "gpt-image-1.5", input_fidelity: "high" })).status).toBe(429);
    expect((await errorOf(await edit(one, { strength: "0.5" })))[1]).toBe("unknown_parameter");
    expect((await edit(one, { n: "many" })).status).toBe(400);
  });

  it("does not exist at a compatible gateway", async () => {
    expect((await edit([["image", picture]], {}, "sim-compatible")).status).toBe(404);
  });
});

describe("the simulated gateway", () => {
  const order = { model: "any-model", prompt: "a lake", size: "1024x1024" };
  const urlOf = async (prompt: string) => {
    const response = await post("images/generations", { ...order, prompt }, "sim-compatible");
    const { data } = (await response.json()) as { data: { url: string }[] };
    return data[0]?.url ?? "";
  };

  it("answers addresses that break when their query is changed", async () => {
    const url = await urlOf("a lake");
    expect((await fetch(url)).headers.get("content-type")).toBe("image/png");
    expect((await fetch(url.replace("%2B", "+"))).status).toBe(403);
    expect((await fetch(url.replace(/\?.*/, ""))).status).toBe(403);
  });

  it("plays what can be wrong with an address", async () => {
    expect((await fetch(await urlOf("[[sim:url_expired_403]]"))).status).toBe(403);
    const redirect = await fetch(await urlOf("[[sim:url_redirect]]"), { redirect: "manual" });
    expect(redirect.headers.get("location")).toBe("http://169.254.169.254/latest/meta-data");
    const page = await fetch(await urlOf("[[sim:wrong_content_type_image]]"));
    expect(page.headers.get("content-type")).toBe("text/html");
    const huge = await fetch(await urlOf("[[sim:huge_image]]"));
    expect((await huge.arrayBuffer()).byteLength).toBeGreaterThan(80 * 1024 * 1024);
  });

  it.each(["stream", "safety_identifier", "background"])("does not know %s", async (field) => {
    const response = await post("images/generations", { ...order, [field]: "x" }, "sim-compatible");
    expect(await errorOf(response)).toEqual([400, "unknown_parameter", field]);
  });
});
