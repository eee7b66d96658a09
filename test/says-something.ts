import { parseAst } from "rolldown/parseAst";

/** A node of the syntax tree, as far as it is looked at: its type, and others below its keys. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly [key: string]: unknown;
}

/** What runs for sure in a function: the functions of its file by name, and those that are looked into already. */
interface Scope {
  readonly functions: ReadonlyMap<string, Node>;
  readonly open: ReadonlySet<string>;
}

/** Clocks. A time depends on what else the machine does: growth is counted with `workOf` instead. */
const CLOCK = /\bperformance\.now\b|\bDate\.now\b|\bhrtime\b|\bcpuUsage\b|\bresourceUsage\b/g;

/** Ways to skip a test that tell nobody why; `needs` does. */
const SKIP = /\.(?:skip|skipIf|runIf|todo)\(/g;

/** Assertions that are no call of `expect` itself. */
const STATIC = ["hasAssertions", "assertions", "soft", "poll", "unreachable"];

/**
 * Tests of a file that may pass without having asserted anything, because each `expect` stands in a loop, a branch or
 * a callback, lines that read a clock, and tests that are skipped without a reason. Each with its line.
 */
export function silentTests(name: string, text: string): readonly string[] {
  const tree = parseAst(text, { lang: "ts" }, name) as unknown as Node;
  const scope = { functions: functionsIn(tree), open: new Set<string>() };
  const lineOf = (at: number) => `${name}:${text.slice(0, at).split("\n").length}`;
  const silent = testsIn(tree).filter(({ body }) => !asserts(body as Node, scope));
  const clocks = [...text.matchAll(CLOCK)];
  return [
    ...silent.map(
      ({ start }) => `${lineOf(start)} may pass without an assertion: add expect.hasAssertions()`,
    ),
    ...clocks.map(({ index, 0: clock }) => `${lineOf(index)} reads a clock (${clock}): count work instead`),
    ...[...text.matchAll(SKIP)].map(
      ({ index }) => `${lineOf(index)} skips without a reason: give it needs(…)`,
    ),
  ];
}

/** True where the node cannot be run to its end without an assertion. */
function asserts(node: Node, scope: Scope): boolean {
  switch (node.type) {
    case "ForStatement":
    case "ForOfStatement":
    case "ForInStatement":
    case "WhileStatement":
    case "SwitchStatement":
    case "ArrowFunctionExpression":
    case "FunctionExpression":
    case "FunctionDeclaration":
      return false;
    case "IfStatement":
    case "ConditionalExpression":
      return some(node.test, scope) || (some(node.consequent, scope) && some(node.alternate, scope));
    case "LogicalExpression":
      return some(node.left, scope);
    case "TryStatement":
      return some(node.block, scope) || some(node.finalizer, scope);
    case "BlockStatement":
      return blockAsserts(node.body as readonly Node[], scope);
    case "CallExpression":
      return callAsserts(node, scope) || below(node).some((one) => asserts(one, scope));
    default:
      return below(node).some((one) => asserts(one, scope));
  }
}

function some(node: unknown, scope: Scope): boolean {
  return isNode(node) && asserts(node, scope);
}

/** What stands behind a statement that may return is not reached for sure. */
function blockAsserts(statements: readonly Node[], scope: Scope): boolean {
  for (const statement of statements) {
    if (asserts(statement, scope)) return true;
    if (mayReturn(statement)) return false;
  }
  return false;
}

function mayReturn(node: Node): boolean {
  return node.type === "ReturnStatement" || (!isFunction(node) && below(node).some(mayReturn));
}

/** `expect`, one of its assertions, a property (which runs at least once), or a function of the file that asserts. */
function callAsserts({ callee }: Node, scope: Scope): boolean {
  const name = nameOf(callee as Node);
  if (name === "expect" || name === "expectTypeOf" || name === "fc.assert") return true;
  if (STATIC.some((one) => name === `expect.${one}`)) return true;
  const called = scope.functions.get(name);
  if (called === undefined || scope.open.has(name)) return false;
  return some(called.body, { ...scope, open: new Set([...scope.open, name]) });
}

/** `a` of `a`, `a.b` of `a.b`; empty for anything else. */
function nameOf(node: Node): string {
  if (node.type === "Identifier") return String(node.name);
  if (node.type !== "MemberExpression") return "";
  const object = nameOf(node.object as Node);
  return object === "" ? "" : `${object}.${nameOf(node.property as Node)}`;
}

/** The functions that are given to `it` and `test`, also to `it.each(…)` and the like. */
function testsIn(node: Node): readonly Node[] {
  if (node.type !== "CallExpression" || !/^(?:it|test)$/.test(rootOf(node)))
    return below(node).flatMap(testsIn);
  const last = (node.arguments as readonly Node[]).findLast(isFunction);
  return last === undefined ? below(node).flatMap(testsIn) : [last];
}

function rootOf(node: Node): string {
  const inner = node.callee ?? node.object ?? node.tag;
  return isNode(inner) ? rootOf(inner) : nameOf(node);
}

function functionsIn(tree: Node): ReadonlyMap<string, Node> {
  const found = new Map<string, Node>();
  const collect = (node: Node): void => {
    const made = node.type === "VariableDeclarator" ? node.init : node;
    if (isNode(made) && isFunction(made) && isNode(node.id)) found.set(nameOf(node.id), made);
    for (const one of below(node)) collect(one);
  };
  collect(tree);
  return found;
}

function isFunction({ type }: Node): boolean {
  return ["ArrowFunctionExpression", "FunctionExpression", "FunctionDeclaration"].includes(type);
}

function below(node: Node): readonly Node[] {
  return Object.values(node).flat().filter(isNode);
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value;
}
