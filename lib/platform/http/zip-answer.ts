/** A ZIP that is saved under a name and kept by no cache. */
export const zipAnswer = ({
  fileName,
  body,
}: {
  fileName: string;
  body: ReadableStream<Uint8Array>;
}): Response =>
  new Response(body, {
    headers: {
      "content-type": "application/zip",
      "content-disposition": `attachment; filename="${fileName}"`,
      "cache-control": "private, no-store",
    },
  });
