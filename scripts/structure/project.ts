import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { withoutExtension } from "./patterns";
import { type Import, type Scan, scanSource } from "./scan";

export interface Finding {
  file: string;
  line?: number;
  rule: string;
  message: string;
}

/** An import with where it leads: a path of this repository without extension, or a package specifier. */
export interface Arrow extends Import {
  to: string;
  inside: boolean;
}

export interface Project {
  /** Every file, relative to the root, with `/`. */
  files: string[];
  scans: Scan[];
  arrowsOf(scan: Scan): Arrow[];
  read(file: string): string;
}

const SKIPPED =
  /^(node_modules|\.next.*|\.data.*|\.git|test-results|playwright-report|coverage|next-env\.d\.ts)$/;
const SOURCE = /\.(tsx?|mts|mjs)$/;
const ENDINGS = ["", ".ts", ".tsx", ".mts", ".mjs", ".d.ts", "/index.ts", "/index.tsx"];

function* walk(root: string, folder = ""): Generator<string> {
  for (const name of readdirSync(join(root, folder)).sort()) {
    if (SKIPPED.test(name)) continue;
    const path = folder === "" ? name : `${folder}/${name}`;
    if (statSync(join(root, path)).isDirectory()) yield* walk(root, path);
    else yield path;
  }
}

/** Where an import leads, given every file of the project. */
export function resolveImport(
  from: string,
  specifier: string,
  known: ReadonlySet<string>,
): { to: string; inside: boolean } {
  if (!specifier.startsWith(".") && !specifier.startsWith("@/")) return { to: specifier, inside: false };
  const target = specifier.startsWith("@/")
    ? specifier.slice(2)
    : normalize(join(dirname(from), specifier)).replaceAll("\\", "/");
  const found = ENDINGS.map((ending) => target + ending).find((candidate) => known.has(candidate));
  return { to: withoutExtension(found ?? target), inside: true };
}

/** A project from texts by path; fixtures of tests are made like this. */
export function projectOf(texts: ReadonlyMap<string, string>): Project {
  const files = [...texts.keys()];
  const known = new Set(files);
  const read = (file: string) => texts.get(file) ?? "";
  const scans = files.filter((file) => SOURCE.test(file)).map((file) => scanSource(file, read(file)));
  const arrowsOf = (scan: Scan) =>
    scan.imports.map((found) => ({ ...found, ...resolveImport(scan.path, found.specifier, known) }));
  return { files, scans, arrowsOf, read };
}

const isText = (file: string) => SOURCE.test(file) || file.endsWith(".json");

/** The project in a folder; only sources and JSON are read. */
export function readProject(root: string): Project {
  if (!existsSync(join(root, "package.json"))) throw new Error(`${root} is not the root of the repository.`);
  const texts = new Map<string, string>();
  for (const file of walk(root)) texts.set(file, isText(file) ? readFileSync(join(root, file), "utf8") : "");
  return projectOf(texts);
}
