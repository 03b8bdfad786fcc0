import { uploadLimits } from "@/lib/edits/rules";
import { HEAD_BYTES, readPictureHead } from "./picture-head";

export type FileProblem =
  | { kind: "type" }
  | { kind: "bytes"; megabytes: number }
  | { kind: "pixels"; widthPx: number; heightPx: number }
  | { kind: "empty" };

/** A file as it may be sent, under the type that its bytes have; or why it may not. */
export async function checkFile(
  file: Blob,
): Promise<{ ok: true; file: Blob } | { ok: false; problem: FileProblem }> {
  if (file.size === 0) return { ok: false, problem: { kind: "empty" } };
  const head = readPictureHead(new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer()));
  if (!head) return { ok: false, problem: { kind: "type" } };
  if (file.size > uploadLimits.maxBytes)
    return { ok: false, problem: { kind: "bytes", megabytes: Math.ceil(file.size / 1024 / 1024) } };
  if (head.size && head.size.widthPx * head.size.heightPx > uploadLimits.maxPixels)
    return { ok: false, problem: { kind: "pixels", ...head.size } };
  // Names lie: what counts is what the bytes are, and the server looks at them as well.
  return { ok: true, file: file.type === head.type ? file : file.slice(0, file.size, head.type) };
}
