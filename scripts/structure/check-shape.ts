import { basename, dirname } from "node:path";
import { isTest, matches, withoutExtension } from "./patterns";
import type { Finding, Project } from "./project";
import { domains } from "./rooms";
import { bannedFolders, domainFiles, limits, listFolders, verbs } from "./rules";
import type { Scan } from "./scan";

const SOURCE = /\.(tsx?|mts|mjs|css)$/;
const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*(\.(db|test|fixture|spec|config|d))*\.(tsx?|mts|mjs|css)$/;

function checkSizes(scan: Scan): Finding[] {
  const found: Finding[] = [];
  const say = (line: number, message: string) => found.push({ file: scan.path, line, rule: "size", message });
  if (scan.lines > limits.fileLines)
    say(1, `${scan.lines} lines; at most ${limits.fileLines}. Split it by what it does.`);
  for (const { name, line, lines, isComponent } of scan.functions) {
    const most = isComponent ? limits.componentLines : limits.functionLines;
    if (lines > most) say(line, `${name} has ${lines} lines; at most ${most}. Name its parts.`);
  }
  const isRoute = matches(withoutExtension(scan.path), ["app/**/route"]);
  const isAction = scan.directive === "use server";
  const most = isRoute ? limits.routeExportLines : isAction ? limits.actionExportLines : undefined;
  for (const { name, line, lines } of most ? scan.exports : [])
    if (most && lines > most)
      say(
        line,
        `${name} has ${lines} lines; a door has at most ${most}. The verb decides, the frame does the rest.`,
      );
  return found;
}

function checkName(file: string): Finding[] {
  if (!SOURCE.test(file) || KEBAB.test(basename(file))) return [];
  return [{ file, rule: "name", message: "File names are kebab-case." }];
}

/** A file of lib/<domain>/ itself; sub-folders are free once they are described. */
function checkDomainFile(file: string): Finding[] {
  const [top, domain, name, deeper] = file.split("/");
  if (top !== "lib" || !domain || !domains.includes(domain) || !name || deeper || isTest(file)) return [];
  if (domainFiles.includes(name)) return [];
  const word = withoutExtension(name).split("-")[0] ?? "";
  if (name.endsWith(".ts") && verbs.includes(word)) return [];
  const message =
    `is no file of a domain: ${domainFiles.join(", ")}, one file per verb, or tests. ` +
    "A write is named by its verb (scripts/structure/rules.ts lists them); what is shared goes into internal.ts or a sub-folder.";
  return [{ file, rule: "domain", message }];
}

function checkFolders(files: string[]): Finding[] {
  const counts = new Map<string, number>();
  const found = new Map<string, Finding>();
  for (const file of files) {
    const folder = dirname(file);
    for (const banned of folder.split("/").filter((part) => bannedFolders.includes(part)))
      found.set(folder, {
        file: folder,
        rule: "folder",
        message: `${banned}/ says nothing; name the folder after its noun.`,
      });
    if (!isTest(file) && basename(file) !== "README.md") counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  const crowded = [...counts].filter(
    ([folder, count]) => count > limits.folderFiles && !matches(folder, listFolders),
  );
  return [
    ...found.values(),
    ...crowded.map(([folder, count]) => ({
      file: folder,
      rule: "folder",
      message: `${count} files; at most ${limits.folderFiles}. Split it by noun.`,
    })),
  ];
}

/** Every domain says what it is. */
function checkReadmes(files: string[]): Finding[] {
  const present = domains.filter((domain) => files.some((file) => file.startsWith(`lib/${domain}/`)));
  const silent = present.filter((domain) => !files.includes(`lib/${domain}/README.md`));
  return silent.map((domain) => ({
    file: `lib/${domain}`,
    rule: "domain",
    message: "has no README.md: ten lines with its nouns, its invariants and who calls it.",
  }));
}

const keysOf = (value: unknown, prefix = ""): string[] =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.entries(value).flatMap(([key, inner]) => keysOf(inner, prefix ? `${prefix}.${key}` : key))
    : [prefix];

/** Both languages say everything. */
export function checkMessages(project: Project): Finding[] {
  const languages = project.files.filter((file) => /^messages\/[^/]+\.json$/.test(file));
  const keys = new Map(languages.map((file) => [file, new Set(keysOf(JSON.parse(project.read(file))))]));
  const all = new Set([...keys.values()].flatMap((set) => [...set]));
  return languages.flatMap((file) =>
    [...all]
      .filter((key) => !keys.get(file)?.has(key))
      .map((key) => ({ file, rule: "messages", message: `has no text for ${key}.` })),
  );
}

export const checkShape = (project: Project): Finding[] => [
  ...project.scans.flatMap(checkSizes),
  ...project.files.flatMap(checkName),
  ...project.files.flatMap(checkDomainFile),
  ...checkFolders(project.files),
  ...checkReadmes(project.files),
  ...checkMessages(project),
];
