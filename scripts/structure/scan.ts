import { parseSync } from "vite";

export interface Import {
  /** As written: `@/db/client`, `./rules`, `node:fs`. */
  specifier: string;
  /** Imported names; empty for side effects, `*` for everything. */
  names: string[];
  typeOnly: boolean;
  line: number;
}

export interface Block {
  name: string;
  line: number;
  lines: number;
}

/** A use of something that only certain rooms may use. */
export type UseKind = "fetch" | "process.env" | "clock" | "try" | "default export" | "barrel";

export interface Use {
  kind: UseKind;
  line: number;
}

/** What the rules need to know about one source file. */
export interface Scan {
  path: string;
  lines: number;
  directive: "use client" | "use server" | undefined;
  imports: Import[];
  functions: (Block & { isComponent: boolean })[];
  /** Exported declarations. */
  exports: Block[];
  uses: Use[];
}

interface Node {
  type: string;
  start: number;
  end: number;
  [field: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && typeof Object(value).type === "string";

const isFunction = (node: Node) =>
  /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type);

const nameOf = (value: unknown): string => {
  if (!isNode(value)) return "";
  if (value.type === "Identifier") return String(value.name);
  if (value.type === "MemberExpression") return `${nameOf(value.object)}.${nameOf(value.property)}`;
  return "";
};

function* childrenOf(node: Node): Generator<Node> {
  for (const value of Object.values(node)) {
    if (isNode(value)) yield value;
    else if (Array.isArray(value)) for (const entry of value) if (isNode(entry)) yield entry;
  }
}

/** Reads one TypeScript or JavaScript source; `path` is relative to the repository. Throws on a syntax error. */
export function scanSource(path: string, source: string): Scan {
  const { program, module, errors } = parseSync(path, source);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  const starts = [0, ...[...source.matchAll(/\n/g)].map((match) => match.index + 1)];
  const lineAt = (offset: number) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
  const scan: Scan = {
    path,
    lines: source.trimEnd().split("\n").length,
    directive: directiveOf(source),
    imports: importsOf(module, source, lineAt),
    functions: [],
    exports: [],
    uses: [],
  };
  const body = (program as unknown as { body: Node[] }).body;
  for (const node of body) {
    if (node.type === "ExportDefaultDeclaration")
      scan.uses.push({ kind: "default export", line: lineAt(node.start) });
    if (node.type === "ExportAllDeclaration") scan.uses.push({ kind: "barrel", line: lineAt(node.start) });
    if (/^Export(Named|Default)Declaration$/.test(node.type) && node.declaration)
      scan.exports.push({ name: exportName(node), line: lineAt(node.start), lines: span(node, lineAt) });
    visit(node, { scan, lineAt, name: "", callee: "" });
  }
  return scan;
}

const span = (node: Node, lineAt: (offset: number) => number) => lineAt(node.end) - lineAt(node.start) + 1;

const exportName = (node: Node): string => {
  const declaration = node.declaration as Node;
  const declared = Array.isArray(declaration.declarations) ? declaration.declarations[0] : declaration;
  return isNode(declared) ? nameOf(declared.id) || "default" : "default";
};

function directiveOf(source: string): Scan["directive"] {
  const found = /^(?:\s|\/\/[^\n]*\n|\/\*[\s\S]*?\*\/)*["'](use client|use server)["']/.exec(source)?.[1];
  return found === "use client" || found === "use server" ? found : undefined;
}

type Module = ReturnType<typeof parseSync>["module"];

function importsOf(module: Module, source: string, lineAt: (offset: number) => number): Import[] {
  const statics = module.staticImports.map((found) => {
    const statement = source.slice(found.start, found.end);
    return {
      specifier: found.moduleRequest.value,
      names: found.entries.map(
        (entry) => entry.importName.name ?? (entry.importName.kind === "Default" ? "default" : "*"),
      ),
      typeOnly:
        /^import\s+type\b/.test(statement) ||
        (found.entries.length > 0 && found.entries.every((e) => e.isType)),
      line: lineAt(found.start),
    };
  });
  const passedOn = module.staticExports.flatMap((found) =>
    found.entries.flatMap((entry) =>
      entry.moduleRequest
        ? [
            {
              specifier: entry.moduleRequest.value,
              names: [entry.importName.name ?? "*"],
              typeOnly: entry.isType,
              line: lineAt(found.start),
            },
          ]
        : [],
    ),
  );
  const dynamic = module.dynamicImports.flatMap((found) => {
    const literal = /^(["'`])([^$]*)\1$/.exec(
      source.slice(found.moduleRequest.start, found.moduleRequest.end),
    )?.[2];
    return literal ? [{ specifier: literal, names: ["*"], typeOnly: false, line: lineAt(found.start) }] : [];
  });
  return [...statics, ...passedOn, ...dynamic];
}

interface Visit {
  scan: Scan;
  lineAt: (offset: number) => number;
  /** The name that the next function gets: its variable, property or own name. */
  name: string;
  /** The call that the next function is an argument of. */
  callee: string;
}

function visit(node: Node, at: Visit): void {
  const { scan, lineAt } = at;
  const use = (kind: UseKind) => scan.uses.push({ kind, line: lineAt(node.start) });
  if (node.type === "TryStatement") use("try");
  if (node.type === "MemberExpression" && nameOf(node) === "process.env") use("process.env");
  if (node.type === "CallExpression") {
    if (/^((globalThis|window|self)\.)?fetch$/.test(nameOf(node.callee))) use("fetch");
    if (nameOf(node.callee) === "Date.now" || nameOf(node.callee) === "Math.random") use("clock");
  }
  const isBareDate = node.type === "NewExpression" && nameOf(node.callee) === "Date";
  if (isBareDate && Array.isArray(node.arguments) && node.arguments.length === 0) use("clock");
  // A describe block is a chapter, not a function.
  if (isFunction(node) && !/^describe(\.|$)/.test(at.callee)) {
    const name = nameOf(node.id) || at.name || "(anonymous)";
    const isComponent = /\.tsx$/.test(scan.path) && /^[A-Z]/.test(name);
    scan.functions.push({ name, line: lineAt(node.start), lines: span(node, lineAt), isComponent });
  }
  const name = nameOf(node.id) || nameOf(node.key);
  const callee = node.type === "CallExpression" ? nameOf(node.callee) : "";
  for (const child of childrenOf(node)) visit(child, { scan, lineAt, name, callee });
}
