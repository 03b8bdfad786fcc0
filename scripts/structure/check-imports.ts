import { isTest, matches, withoutExtension } from "./patterns";
import type { Arrow, Finding, Project } from "./project";
import { domains, floors, type Room, rooms } from "./rooms";
import { importBans, useBans } from "./rules";
import type { Scan } from "./scan";

const domainOf = (path: string): string | undefined => {
  const [top, second] = path.split("/");
  return top === "lib" && second !== undefined && domains.includes(second) ? second : undefined;
};

const floorOf = (domain: string): number => floors.findIndex((floor) => floor.includes(domain));

const roomOf = (path: string): Room | undefined => rooms.find((room) => matches(path, room.files));

/** Provider folders and surfaces are rooms in a row: each may import itself, not its neighbours. */
function ownFiles(path: string): string[] {
  const [top, second, third, fourth] = path.split("/");
  if (top === "components") return [`components/${second}/**`];
  if (top === "lib" && second === "providers")
    return [fourth || third === undefined ? `lib/providers/${third}/**` : "lib/providers/**"];
  return [];
}

function checkArrow(path: string, room: Room, arrow: Arrow): Pick<Finding, "rule" | "message"> | undefined {
  const from = domainOf(path);
  const to = domainOf(arrow.to);
  if (to && from !== to && matches(arrow.to, [`lib/${to}/internal/**`]))
    return {
      rule: "internal",
      message: `lib/${to}/internal is shared inside lib/${to} only; call one of its verbs or reads.`,
    };
  if (matches(arrow.to, [...room.may, ...ownFiles(path)])) {
    if (from && to && floorOf(to) > floorOf(from))
      return {
        rule: "floors",
        message: `${from} lies below ${to}: the decision that needs both belongs into lib/${to} or above.`,
      };
    return undefined;
  }
  return { rule: "rooms", message: `${room.name} may not import ${arrow.to}. ${room.otherwise}` };
}

function bannedImports(path: string, arrow: Arrow, test: boolean): Pick<Finding, "rule" | "message">[] {
  const broken = importBans.filter((ban) => {
    if (!matches(arrow.inside ? `@/${arrow.to}` : arrow.to, ban.of)) return false;
    if (ban.names && !arrow.names.some((name) => ban.names?.includes(name) || name === "*")) return false;
    if ((test && ban.inTests) || (ban.types && arrow.typeOnly)) return false;
    if (domainOf(path) && domainOf(path) === domainOf(arrow.to)) return false;
    return !matches(path, ban.outside) || matches(path, ban.except ?? []);
  });
  return broken.map((ban) => ({
    rule: "ban",
    message: `${[arrow.to, ...(ban.names ? [`{ ${arrow.names.join(", ")} }`] : [])].join(" ")}: ${ban.say}`,
  }));
}

function checkScan(scan: Scan, arrows: Arrow[]): Finding[] {
  const path = withoutExtension(scan.path);
  const test = isTest(scan.path);
  const room = roomOf(path);
  if (!room) return [{ file: scan.path, rule: "rooms", message: "belongs to no room; rooms.ts lists them." }];
  const found: Finding[] = [];
  for (const arrow of arrows) {
    const at = { file: scan.path, line: arrow.line };
    for (const ban of bannedImports(path, arrow, test)) found.push({ ...at, ...ban });
    if (!arrow.inside) continue;
    if (matches(arrow.to, ["app/**"]) && !path.startsWith("app/")) {
      found.push({
        ...at,
        rule: "rooms",
        message: "Nothing imports app/: move the shared part into a domain or component.",
      });
      continue;
    }
    const problem = test ? undefined : checkArrow(path, room, arrow);
    if (problem) found.push({ ...at, ...problem });
  }
  for (const use of scan.uses) {
    const ban = useBans.find(({ kind }) => kind === use.kind);
    if (!ban || (test && ban.inTests)) continue;
    if (matches(path, ban.outside) && !matches(path, ban.except ?? [])) continue;
    found.push({ file: scan.path, line: use.line, rule: "ban", message: `${use.kind}: ${ban.say}` });
  }
  return found;
}

/** Rooms, floors and bans. */
export const checkImports = (project: Project): Finding[] =>
  project.scans.flatMap((scan) =>
    scan.path.endsWith(".d.ts") ? [] : checkScan(scan, project.arrowsOf(scan)),
  );

/** Domains on one floor may import each other, but never in a circle. */
export function domainGraph(project: Project): Map<string, Set<string>> {
  const graph = new Map<string, Set<string>>(domains.map((domain) => [domain, new Set<string>()]));
  for (const scan of project.scans) {
    const from = domainOf(scan.path);
    if (!from || isTest(scan.path)) continue;
    for (const arrow of project.arrowsOf(scan)) {
      const to = domainOf(arrow.to);
      if (to && to !== from) graph.get(from)?.add(to);
    }
  }
  return graph;
}
