import { exifTexts } from "./internal/exif-texts";
import { segments } from "./internal/segments";
import { xmpPackets } from "./internal/xmp-packets";
import { readLabel } from "./read";

/** What a file says about its origin: `suspected` where traces speak and no label does. */
export type DetectedOrigin = "made" | "suspected" | "none";

/** Programs and services that make pictures, as they name themselves in metadata. */
const GENERATORS =
  /\b(?:midjourney|stable[ -]?diffusion|sdxl|comfyui|automatic1111|a1111|novelai|invoke ?ai|fooocus|dall[-·. ]?e|gpt-image|adobe firefly|made with google ai|leonardo\.ai|ideogram|flux\.1|draw things|diffusionbee|jimeng|kling ai)\b|即梦|可灵|文心一格|通义万相|豆包|AI生成|人工智能生成/iu;

/** The IPTC's words for what a trained model made, wholly or in part (https://cv.iptc.org/newscodes/digitalsourcetype). */
const AI_SOURCE = /digitalsourcetype\/(?:(?:compositewith)?trainedalgorithmicmedia|compositesynthetic)\b/i;
const CAMERA_SOURCE = /digitalsourcetype\/(?:digital|computational)capture\b/i;

/** What Stable Diffusion's programs write under these names. */
const SETTINGS: ReadonlyMap<string, RegExp> = new Map([
  ["parameters", /\bSteps: \d/],
  ["UserComment", /\bSteps: \d+, Sampler: /],
  ["prompt", /^\s*\{/],
  ["workflow", /^\s*\{/],
  ["sd-metadata", /^\s*\{/],
  ["invokeai_metadata", /^\s*\{/],
  ["invokeai_graph", /^\s*\{/],
  ["Dream", /./],
  // Midjourney ends a description with its job.
  ["Description", /\bJob ID: [0-9a-f-]{36}/],
  ["ImageDescription", /\bJob ID: [0-9a-f-]{36}/],
]);
const NAMED_IN = new Set(["Software", "Artist", "Title", "Source", "Comment", "CreatorTool", "Credit"]);

/**
 * Whether a picture's own metadata says that an AI made it: `made` by a well-formed label, `suspected` by a label that
 * says perhaps or is broken, by the IPTC source type, by settings and names of generators, or by a C2PA manifest
 * that does not speak of a camera. Safe on bytes from anywhere; never throws.
 */
export function detectOrigin(bytes: Uint8Array): DetectedOrigin {
  const label = readLabel(bytes);
  if (label.aigc?.Label === "1") return "made";
  if (label.count > 0) return "suspected";
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return hasXmpTrace(buffer) || hasOtherTrace(buffer) ? "suspected" : "none";
}

function hasXmpTrace(bytes: Buffer): boolean {
  return xmpPackets(bytes).some((packet) => {
    const xml = packet.toString("utf8");
    if (AI_SOURCE.test(xml)) return true;
    const named = xml.matchAll(/:(?:CreatorTool|Credit|Software)(?:>|\s{0,8}=\s{0,8}["'])([^<"']{1,200})/g);
    return [...named].some(([, value = ""]) => GENERATORS.test(value));
  });
}

function hasOtherTrace(bytes: Buffer): boolean {
  const manifest: string[] = [];
  for (const segment of segments(bytes)) {
    if (segment.kind === "c2pa") manifest.push(segment.data.toString("latin1"));
    else if (segment.kind === "text") {
      if (isTrace(segment.name, segment.text)) return true;
    } else if (exifTexts(segment.data).some(({ name, text }) => isTrace(name, text))) return true;
  }
  const said = manifest.join("");
  // In JPEG, other formats share the manifest's place.
  if (!said.includes("c2pa")) return false;
  // Cameras sign their photos as well; whatever does not say so may be anything.
  return AI_SOURCE.test(said) || !CAMERA_SOURCE.test(said);
}

const isTrace = (name: string, text: string): boolean =>
  SETTINGS.get(name)?.test(text) === true || (NAMED_IN.has(name) && GENERATORS.test(text.slice(0, 2_000)));
