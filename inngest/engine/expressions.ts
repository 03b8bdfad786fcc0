import { isDeepStrictEqual } from "node:util";

/** What an expression can see: the run's event and, when matching a later one, that as `async`. */
export interface Scope {
  event: unknown;
  async?: unknown;
}
export type Expression = (scope: Scope) => unknown;

const TOKEN =
  /\s*(?:(\d+(?:\.\d+)?)|('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|([A-Za-z_]\w*)|(==|!=|<=|>=|&&|\|\||[<>!?:().+-]))/y;
const INFIX: Record<string, number> = {
  "?": 1,
  "||": 2,
  "&&": 3,
  "==": 4,
  "!=": 4,
  "<": 5,
  "<=": 5,
  ">": 5,
  ">=": 5,
  "+": 6,
};
const PREFIX_POWER = 7;

interface Token {
  kind: "number" | "string" | "name" | "sign";
  text: string;
}

function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  const end = source.trimEnd().length;
  while (TOKEN.lastIndex < end) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(source);
    if (!match) throw new Error(`Cannot read "${source}" from "${source.slice(at).trim()}".`);
    const [, number, string, name, sign] = match;
    if (number !== undefined) tokens.push({ kind: "number", text: number });
    else if (string !== undefined)
      tokens.push({ kind: "string", text: string.slice(1, -1).replace(/\\(.)/g, "$1") });
    else if (name !== undefined) tokens.push({ kind: "name", text: name });
    else tokens.push({ kind: "sign", text: sign ?? "" });
  }
  return tokens;
}

const member = (value: unknown, key: string): unknown =>
  typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? ((value as Record<string, unknown>)[key] ?? null)
    : null;

/** Numbers with numbers and strings with strings; anything else, null included, is simply not ordered. */
function compare(left: unknown, right: unknown, test: (order: number) => boolean): boolean {
  if (typeof left === "number" && typeof right === "number") return test(left - right);
  if (typeof left === "string" && typeof right === "string")
    return test(left < right ? -1 : left > right ? 1 : 0);
  return false;
}

function add(left: unknown, right: unknown): unknown {
  if (typeof left === "number" && typeof right === "number") return left + right;
  return `${left ?? ""}${right ?? ""}`;
}

const BINARY: Record<string, (left: Expression, right: Expression) => Expression> = {
  "||": (l, r) => (s) => l(s) || r(s),
  "&&": (l, r) => (s) => l(s) && r(s),
  "==": (l, r) => (s) => isDeepStrictEqual(l(s), r(s)),
  "!=": (l, r) => (s) => !isDeepStrictEqual(l(s), r(s)),
  "<": (l, r) => (s) => compare(l(s), r(s), (order) => order < 0),
  "<=": (l, r) => (s) => compare(l(s), r(s), (order) => order <= 0),
  ">": (l, r) => (s) => compare(l(s), r(s), (order) => order > 0),
  ">=": (l, r) => (s) => compare(l(s), r(s), (order) => order >= 0),
  "+": (l, r) => (s) => add(l(s), r(s)),
};

class Parser {
  private at = 0;
  constructor(
    private readonly source: string,
    private readonly tokens: Token[],
  ) {}

  parse(): Expression {
    const expression = this.expression(0);
    if (this.at < this.tokens.length) this.fail();
    return expression;
  }

  private fail(): never {
    throw new Error(`Cannot read "${this.source}" at "${this.tokens[this.at]?.text ?? "its end"}".`);
  }

  private accept(sign: string): boolean {
    const token = this.tokens[this.at];
    if (token?.kind !== "sign" || token.text !== sign) return false;
    this.at += 1;
    return true;
  }

  private expect(sign: string): void {
    if (!this.accept(sign)) this.fail();
  }

  private expression(power: number): Expression {
    let left = this.prefix();
    for (;;) {
      const token = this.tokens[this.at];
      const next = token?.kind === "sign" ? INFIX[token.text] : undefined;
      if (token === undefined || next === undefined || next <= power) return left;
      this.at += 1;
      left = token.text === "?" ? this.choice(left) : this.binary(token.text, left, next);
    }
  }

  private binary(sign: string, left: Expression, power: number): Expression {
    const make = BINARY[sign];
    return make ? make(left, this.expression(power)) : this.fail();
  }

  private choice(condition: Expression): Expression {
    const yes = this.expression(0);
    this.expect(":");
    const no = this.expression(0);
    return (scope) => (condition(scope) ? yes(scope) : no(scope));
  }

  private prefix(): Expression {
    if (this.accept("(")) {
      const inner = this.expression(0);
      this.expect(")");
      return inner;
    }
    if (this.accept("!")) {
      const operand = this.expression(PREFIX_POWER);
      return (scope) => !operand(scope);
    }
    const sign = this.accept("-") ? -1 : 1;
    const token = this.tokens[this.at] ?? this.fail();
    this.at += 1;
    if (token.kind === "number") return () => sign * Number(token.text);
    if (sign === -1) this.fail();
    if (token.kind === "string") return () => token.text;
    return token.kind === "name" ? this.path(token.text) : this.fail();
  }

  private path(root: string): Expression {
    const literals: Record<string, unknown> = { true: true, false: false, null: null };
    if (root in literals) return () => literals[root];
    if (root !== "event" && root !== "async") this.fail();
    const keys: string[] = [];
    while (this.accept(".")) {
      const key = this.tokens[this.at] ?? this.fail();
      if (key.kind !== "name") this.fail();
      keys.push(key.text);
      this.at += 1;
    }
    return (scope) => keys.reduce(member, scope[root] ?? null);
  }
}

const compiled = new Map<string, Expression>();

/**
 * Reads the part of CEL that triggers, cancellations and keys use: paths from `event` and `async`, literals,
 * `== != < <= > >= && || ! ?: +` and parentheses. As on the server, what is missing is null and truth is JavaScript's.
 * Throws on anything else (calls, lists, arithmetic), so that it is met at registration and not in production.
 */
export function compile(source: string): Expression {
  const known = compiled.get(source);
  if (known) return known;
  const expression = new Parser(source, tokenize(source)).parse();
  compiled.set(source, expression);
  return expression;
}
