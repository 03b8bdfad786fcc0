/**
 * The records of a WeChat Pay bill: UTF-8, perhaps with a BOM. Values have a backtick in front, which is dropped, and
 * may hold commas: such a value ends where the next one begins, or with its line. Values in double quotes
 * (`"…"`, with `""` for one of them) may hold anything. Headers have neither. Empty lines are left out.
 */
export function recordsOf(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let at = text.startsWith("\ufeff") ? 1 : 0;
  while (at < text.length) {
    const { value, end } = valueAt(text, at);
    record.push(value);
    if (text[end] === ",") {
      at = end + 1;
      // A comma at the very end of the text has one more empty value behind it.
      if (at < text.length) continue;
      record.push("");
    }
    if (record.length > 1 || record[0] !== "") records.push(record);
    record = [];
    at = text.startsWith("\r\n", end) ? end + 2 : end + 1;
  }
  return records;
}

/** The value that begins at `from`, and where its comma, its line's end or the end of the text is. */
function valueAt(text: string, from: number): { value: string; end: number } {
  if (text[from] === '"') {
    const quoted = /"([^"]*(?:""[^"]*)*)"(?=,|\r?\n|$)/y;
    quoted.lastIndex = from;
    const found = quoted.exec(text);
    if (found)
      return { value: (found[1] ?? "").replaceAll('""', '"').replace(/^`/, ""), end: quoted.lastIndex };
  }
  const ticked = text[from] === "`";
  const stop = ticked ? /,(?=`|"`)|\r?\n|$/g : /,|\r?\n|$/g;
  stop.lastIndex = from;
  const end = stop.exec(text)?.index ?? text.length;
  return { value: text.slice(ticked ? from + 1 : from, end), end };
}
