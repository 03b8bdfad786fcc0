/** One line per stage on the terminal: a spinner with the elapsed time, or plain lines where output is a file. */
import { stripVTControlCharacters } from "node:util";

const FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const REPORT_EVERY_MS = 10_000;

const seconds = (sinceMs) => `${((Date.now() - sinceMs) / 1000).toFixed(1)} s`;
const clip = (text) => text.slice(0, Math.max(20, (process.stdout.columns || 80) - 2));

/** A failure that the person at the terminal can mend; shown without a stack. */
export class Problem extends Error {}

/**
 * Runs `work` as a named stage. `work` gets a function that shows what it is doing now.
 * `shared` is for work that writes to the terminal itself: no spinner then.
 */
export async function stage(title, work, shared = false) {
  const start = Date.now();
  const live = Boolean(process.stdout.isTTY) && !process.env.CI && !shared;
  let now = "";
  let frame = 0;
  const draw = () => {
    frame += 1;
    const line = `${FRAMES[frame % FRAMES.length]} ${title} ${seconds(start)}${now ? ` · ${now}` : ""}`;
    process.stdout.write(`\r\x1b[2K${clip(line)}`);
  };
  const report = () => process.stdout.write(`  … ${title} ${seconds(start)}${now ? ` · ${now}` : ""}\n`);
  if (!live) process.stdout.write(`▸ ${title}\n`);
  const timer = setInterval(live ? draw : report, live ? 120 : REPORT_EVERY_MS);
  const clear = () => {
    clearInterval(timer);
    if (live) process.stdout.write("\r\x1b[2K");
  };
  try {
    const value = await work((text) => {
      now = stripVTControlCharacters(String(text)).replace(/\s+/g, " ").trim();
    });
    clear();
    process.stdout.write(`✓ ${title} · ${seconds(start)}${now ? ` · ${now}` : ""}\n`);
    return value;
  } catch (error) {
    clear();
    process.stdout.write(`✗ ${title} · ${seconds(start)}\n`);
    throw error;
  }
}

function explain(error) {
  if (error instanceof Problem) return error.message;
  if (error?.code === "EACCES" || error?.code === "EPERM")
    return `${error.message}\nIt may come from a start as another user: start as that user, or give the folder to this one.`;
  return error?.stack || String(error);
}

/** Prints why a command ends and sets the exit code. */
export function complain(error) {
  process.stderr.write(`\n✗ ${explain(error)}\n`);
  process.exitCode = 1;
}
