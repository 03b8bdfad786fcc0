import { domainGraph } from "./check-imports";
import { isTest, matches, withoutExtension } from "./patterns";
import type { Finding, Project } from "./project";
import { domains } from "./rooms";
import { serverOnly } from "./rules";
import type { Scan } from "./scan";

type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** One circle through every group of nodes that reach each other. */
export function circlesOf(graph: Graph): string[][] {
  const circles: string[][] = [];
  const done = new Set<string>();
  const path: string[] = [];
  const enter = (node: string): void => {
    const start = path.indexOf(node);
    if (start >= 0) return void circles.push([...path.slice(start), node]);
    if (done.has(node)) return;
    done.add(node);
    path.push(node);
    for (const next of graph.get(node) ?? []) enter(next);
    path.pop();
  };
  for (const node of graph.keys()) enter(node);
  return circles;
}

function fileGraph(project: Project, withTypes: boolean): Map<string, Set<string>> {
  const graph = new Map<string, Set<string>>();
  for (const scan of project.scans) {
    const arrows = project.arrowsOf(scan).filter((arrow) => arrow.inside && (withTypes || !arrow.typeOnly));
    graph.set(withoutExtension(scan.path), new Set(arrows.map((arrow) => arrow.to)));
  }
  return graph;
}

/** No circle between files, types included, and none between domains. */
export function checkCircles(project: Project): Finding[] {
  const files = circlesOf(fileGraph(project, true)).map((circle) => ({
    file: circle[0] ?? "",
    rule: "circle",
    message: `imports itself through ${circle.slice(1).join(" → ")}: move what both need into a third file below them.`,
  }));
  const between = circlesOf(domainGraph(project)).map((circle) => ({
    file: `lib/${circle[0]}`,
    rule: "circle",
    message: `domains in a circle: ${circle.join(" → ")}. One of them must not know the other.`,
  }));
  return [...files, ...between];
}

const browserRoots = domains.flatMap((domain) =>
  ["schema", "rules", "client"].map((file) => `lib/${domain}/${file}`),
);

type Offence = (path: string) => string | undefined;

/** The shortest way from `start` to something of the server; undefined when there is none. */
function wayToServer(start: string, graph: Graph, endsAt: Offence, stopsAt: (path: string) => boolean) {
  const cameFrom = new Map<string, string>([[start, ""]]);
  for (const path of cameFrom.keys()) {
    if (stopsAt(path)) continue;
    const wrong = endsAt(path);
    if (wrong !== undefined) {
      const way = wrong === path ? [] : [wrong];
      for (let step: string | undefined = path; step; step = cameFrom.get(step)) way.unshift(step);
      return way;
    }
    for (const next of graph.get(path) ?? []) if (!cameFrom.has(next)) cameFrom.set(next, path);
  }
  return undefined;
}

/**
 * What a browser loads must not lead to the server's rooms or packages; `use server` files end the way.
 * Every wrong last step is told once, with the shortest way to it.
 */
export function checkBrowserReach(project: Project): Finding[] {
  const graph = fileGraph(project, false);
  const scans = new Map(project.scans.map((scan) => [withoutExtension(scan.path), scan]));
  const endsAt: Offence = (path) => {
    if (matches(path, serverOnly.files)) return path;
    const scan = scans.get(path);
    const arrows = scan ? project.arrowsOf(scan) : [];
    return arrows.find((arrow) => !arrow.typeOnly && !arrow.inside && matches(arrow.to, serverOnly.packages))
      ?.to;
  };
  const stopsAt = (path: string) => scans.get(path)?.directive === "use server";
  const isRoot = ([path, scan]: [string, Scan]) =>
    !isTest(scan.path) && (scan.directive === "use client" || matches(path, browserRoots));
  const ways = [...scans]
    .filter(isRoot)
    .flatMap(([path, scan]) => {
      const way = wayToServer(path, graph, endsAt, stopsAt);
      return way ? [{ file: scan.path, way }] : [];
    })
    .sort((a, b) => a.way.length - b.way.length);
  const told = new Map<string, Finding>();
  for (const { file, way } of ways) {
    const lastStep = way.slice(-2).join(" → ");
    const message = `runs in browsers and leads to the server: ${way.join(" → ")}. Read there, pass the value down.`;
    if (!told.has(lastStep)) told.set(lastStep, { file, rule: "browser", message });
  }
  return [...told.values()];
}
