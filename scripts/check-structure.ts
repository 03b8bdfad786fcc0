import { checkBrowserReach, checkCircles } from "./structure/check-circles";
import { checkImports } from "./structure/check-imports";
import { checkShape } from "./structure/check-shape";
import { type Finding, readProject } from "./structure/project";

/** The walls of this house: rooms.ts and rules.ts hold them, this prints who walks through one. */
function main(): void {
  const project = readProject(process.cwd());
  const found: Finding[] = [
    ...checkImports(project),
    ...checkCircles(project),
    ...checkBrowserReach(project),
    ...checkShape(project),
  ];
  const lines = new Set(
    found.map(({ file, line, rule, message }) => `${file}${line ? `:${line}` : ""}  [${rule}] ${message}`),
  );
  for (const line of lines) console.log(line);
  console.log(
    lines.size === 0
      ? `${project.scans.length} sources, every wall stands.`
      : `\n${lines.size} findings in ${project.scans.length} sources.`,
  );
  process.exitCode = lines.size === 0 ? 0 : 1;
}

main();
