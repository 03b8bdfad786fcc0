import type { Raster } from "./raster";

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

const crcTable = Uint32Array.from({ length: 256 }, (_, start) => {
  let value = start;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

function crc32(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) value = (crcTable[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}

function chunk(type: string, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(data.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  for (let index = 0; index < 4; index += 1) bytes[4 + index] = type.charCodeAt(index);
  bytes.set(data, 8);
  view.setUint32(data.length + 8, crc32(bytes.subarray(4, data.length + 8)));
  return bytes;
}

/** 8 bits of grey, without interlace (PNG, third edition, 11.2.1). */
function header({ widthPx, heightPx }: Raster): Uint8Array {
  const data = new Uint8Array(13);
  const view = new DataView(data.buffer);
  view.setUint32(0, widthPx);
  view.setUint32(4, heightPx);
  data[8] = 8;
  return data;
}

/** Every row begins with the number of its filter: "up", which makes flat areas vanish. */
function filteredRows({ widthPx, heightPx, data }: Raster): Uint8Array<ArrayBuffer> {
  const rows = new Uint8Array((widthPx + 1) * heightPx);
  for (let y = 0; y < heightPx; y += 1) {
    const to = y * (widthPx + 1);
    const from = y * widthPx;
    rows[to] = 2;
    for (let x = 0; x < widthPx; x += 1)
      rows[to + 1 + x] = (data[from + x] ?? 0) - (y === 0 ? 0 : (data[from + x - widthPx] ?? 0));
  }
  return rows;
}

/**
 * A mask as a PNG of one grey channel. A canvas would make it four channels large, keep a copy of the whole picture
 * in video memory and refuse large pictures on phones.
 */
export async function greyPng(raster: Raster): Promise<Blob> {
  const rows = new Blob([filteredRows(raster)]);
  // In the Compression Streams standard "deflate" is the zlib format, which PNG asks for.
  const packed = new Response(rows.stream().pipeThrough(new CompressionStream("deflate")));
  const data = new Uint8Array(await packed.arrayBuffer());
  const parts = [
    Uint8Array.from(SIGNATURE),
    chunk("IHDR", header(raster)),
    chunk("IDAT", data),
    chunk("IEND", new Uint8Array()),
  ];
  return new Blob(parts, { type: "image/png" });
}
