import { type CsvCell, csvLine } from "../text/csv";

export interface CsvFile {
  fileName: string;
  columns: readonly string[];
  /** The rows in parts of some hundred, read when they are wanted. */
  parts: AsyncIterable<readonly (readonly CsvCell[])[]>;
  maxRows: number;
}

/** Spreadsheets take a file without it for an older encoding. */
const BYTE_ORDER_MARK = "\uFEFF";

/**
 * A CSV file that is sent while its rows are read, and kept by no cache. Its last line says how many rows there are and
 * whether they are all: `# end,<rows>,complete` or `# end,<rows>,cut`; a file without it was broken off.
 */
export function csvAnswer(file: CsvFile): Response {
  const lines = linesOf(file);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await lines.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await lines.return(undefined);
    },
  });
  return new Response(body, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${file.fileName}"`,
      "cache-control": "private, no-store",
    },
  });
}

async function* linesOf({ columns, parts, maxRows }: CsvFile): AsyncGenerator<string, undefined> {
  yield BYTE_ORDER_MARK + csvLine(columns);
  let rows = 0;
  let isCut = false;
  for await (const part of parts) {
    const fitting = part.slice(0, maxRows - rows);
    rows += fitting.length;
    if (fitting.length > 0) yield fitting.map(csvLine).join("");
    isCut = fitting.length < part.length;
    if (isCut) break;
  }
  yield csvLine(["# end", rows, isCut ? "cut" : "complete"]);
}
