import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, test } from "vitest";

/**
 * Imports go one way. The floors and the rooms' packages are those of the architecture; a file that breaks them
 * is named with the import that does.
 */
const SRC = resolve(import.meta.dirname, "..", "src");

/** Floor of each room; a room may import lower floors and itself. */
const FLOORS: Readonly<Record<string, number>> = {
  kernel: 0,
  "io/ports.ts": 0,
  yaml: 1,
  edit: 2,
  k8s: 2,
  schema: 2,
  gpu: 3,
  program: 3,
  workload: 3.5,
  profile: 4,
  config: 5,
  patch: 6,
  lint: 6,
  pipeline: 7,
  output: 8,
  io: 8,
  commands: 9,
  "index.ts": 9,
  cli: 10,
};

/** Who may import a package, or a built-in module (`node:`). */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  yaml: ["yaml"],
  "js-yaml": ["yaml"],
  chalk: ["output"],
  execa: ["io"],
  ajv: ["schema"],
  re2js: ["schema"],
  commander: ["cli"],
  "node:": ["io", "cli"],
};

/** `io` knows nothing above the kernel; commands see it only through its ports. */
const NEVER: readonly { readonly from: string; readonly to: readonly string[]; readonly why: string }[] = [
  {
    from: "io",
    to: [
      ...[
        "yaml",
        "edit",
        "k8s",
        "schema",
        "gpu",
        "program",
        "workload",
        "profile",
        "config",
        "patch",
        "lint",
        "pipeline",
      ],
      "output",
    ],
    why: "adapters know only the kernel and their ports",
  },
  { from: "commands", to: ["io"], why: "commands get ports, not adapters" },
  { from: "index.ts", to: ["io", "commands", "output"], why: "the library is pure functions over strings" },
];

interface SourceFile {
  readonly path: string;
  readonly room: string;
  readonly text: string;
  readonly imports: readonly string[];
}

const FILES = readdirSync(SRC, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts") && !path.endsWith(".d.ts"))
  .map((path): SourceFile => {
    const text = readFileSync(join(SRC, path), "utf8");
    return { path, room: roomOf(path), text, imports: importsIn(text) };
  });

function roomOf(path: string): string {
  if (path === "io/ports.ts" || path === "index.ts") return path;
  if (path === "cli.ts") return "cli";
  return path.slice(0, path.indexOf("/"));
}

/** Specifiers of imports, re-exports and dynamic imports. Comments are dropped first, so that examples do not count. */
function importsIn(text: string): readonly string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
  const matches = code.matchAll(
    /(?:^|\n)(?:import|export)\b[^"';]*?\bfrom\s*["']([^"']+)["']|(?:^|\n)import\s*["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']/g,
  );
  return [...matches].map((match) => match[1] ?? match[2] ?? match[3] ?? "");
}

/** The imported file below `src`, also where the build makes something of it; null for packages and for files outside. */
function target(file: SourceFile, specifier: string): string | null {
  if (!specifier.startsWith(".")) return null;
  const path = relative(SRC, resolve(SRC, dirname(file.path), specifier.replace(/\?compiled$/, "")));
  return path.startsWith("..") ? null : path;
}

function edges(): readonly { readonly file: SourceFile; readonly to: string }[] {
  return FILES.flatMap((file) =>
    file.imports.flatMap((specifier) => {
      const to = target(file, specifier);
      return to === null ? [] : [{ file, to }];
    }),
  );
}

describe("architecture", () => {
  test("the sources are found, and their imports are understood", () => {
    expect(FILES.length).toBeGreaterThan(40);
    expect(edges().length).toBeGreaterThan(100);
  });

  test("every file is in a room that has a floor", () => {
    expect(FILES.filter((file) => FLOORS[file.room] === undefined).map((file) => file.path)).toEqual([]);
  });

  test("imports end in .ts, or in .yaml for data, and lead to files that exist", () => {
    const data = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter((path) =>
      path.endsWith(".yaml"),
    );
    const known = new Set([...FILES.map((file) => file.path), ...data]);
    expect(
      edges()
        .filter(({ to }) => !known.has(to))
        .map(({ file, to }) => `${file.path} → ${to}`),
    ).toEqual([]);
  });

  test("no import goes up a floor or to a sibling room", () => {
    const wrong = edges().filter(({ file, to }) => {
      const room = roomOf(to);
      if (room === file.room) return false;
      // The adapters and their port types are one room to themselves.
      if (file.room === "io" && room === "io/ports.ts") return false;
      return (FLOORS[room] ?? 99) >= (FLOORS[file.room] ?? -1);
    });
    expect(wrong.map(({ file, to }) => `${file.path} → ${to}`)).toEqual([]);
  });

  test.each(NEVER)("$from never imports $to: $why", ({ from, to }) => {
    const wrong = edges().filter(({ file, to: path }) => file.room === from && to.includes(roomOf(path)));
    expect(wrong.map(({ file, to: path }) => `${file.path} → ${path}`)).toEqual([]);
  });

  test("no files import each other in a circle", () => {
    // Type-only imports count too.
    expect(findCycle(edges().map(({ file, to }) => ({ from: file.path, to })))).toEqual([]);
  });

  test("folders inside a room import each other one way", () => {
    const arrows = folderArrows();
    const folders = new Set(arrows.flatMap(({ from, to }) => [from, to]));
    expect(folders.size).toBeGreaterThan(40);
    expect(arrows.length).toBeGreaterThan(60);
    expect(folderCycles(arrows)).toEqual([]);
  });

  test("a cycle of folders is said with an import for each arrow", () => {
    const arrows = [
      { room: "a", from: "a", to: "a/b", line: "a/one.ts → a/b/two.ts" },
      { room: "a", from: "a/b", to: "a/c", line: "a/b/two.ts → a/c/three.ts" },
      { room: "a", from: "a/c", to: "a", line: "a/c/three.ts → a/one.ts" },
      { room: "a", from: "a/c", to: "a/d", line: "a/c/three.ts → a/d/four.ts" },
    ];
    expect(folderCycles(arrows)).toEqual([
      `a → a/b → a/c → a\n  ${arrows
        .slice(0, 3)
        .map(({ line }) => line)
        .join("\n  ")}`,
    ]);
    expect(folderCycles(arrows.slice(1))).toEqual([]);
  });

  test("packages and built-in modules are imported only in their rooms", () => {
    const wrong = FILES.flatMap((file) =>
      file.imports
        .filter((specifier) => !specifier.startsWith("."))
        .filter((specifier) => {
          const name = specifier.startsWith("node:") ? "node:" : specifier;
          return !(PACKAGES[name] ?? []).includes(file.room);
        })
        .map((specifier) => `${file.path} → ${specifier}`),
    );
    expect(wrong).toEqual([]);
  });

  test("process and console are used only in cli and io", () => {
    const wrong = FILES.filter((file) => file.room !== "cli" && file.room !== "io").filter((file) =>
      /(?<![\w.$"'`-])(?:process|console)\s*\./.test(withoutTextAndComments(file.text)),
    );
    expect(wrong.map((file) => file.path)).toEqual([]);
  });

  test("an exported type's name stands once, so that it says what it is wherever it is read", () => {
    const places = new Map<string, string[]>();
    for (const { path, text } of FILES)
      for (const [, name = ""] of text.matchAll(/^export (?:declare )?(?:interface|type|class) (\w+)/gm))
        places.set(name, [...(places.get(name) ?? []), path]);
    expect(places.size).toBeGreaterThan(100);
    expect([...places].filter(([, paths]) => paths.length > 1)).toEqual([]);
  });

  test("modules keep no state: no `let` at their level, and nothing that is filled later", () => {
    // What is written out at the first question, and is the same for every run, is made by `lazy` of the kernel.
    const state =
      /^(?:export )?(?:(?:let|var)\b|const [^=]*= (?:new (?:Weak)?(?:Map|Set)\b(?:<[^(]*>)?\(\)|new WeakRef))/gm;
    expect("let a = 1;\nexport const b: Map<string, A> = new Map<string, A>();".match(state)).toHaveLength(2);
    const wrong = FILES.flatMap(({ path, text }) =>
      [...text.matchAll(state)].map(([line]) => `${path}: ${line}`),
    );
    expect(wrong).toEqual([]);
  });

  test("no file has more than 300 lines", () => {
    const long = FILES.map((file) => ({ path: file.path, lines: file.text.split("\n").length - 1 }));
    expect(long.filter(({ lines }) => lines > 300)).toEqual([]);
  });
});

function withoutTextAndComments(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/(?<!:)\/\/.*$/gm, "")
    .replace(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g, '""');
}

/** A folder that imports another one of its room, and the first import that does. */
interface FolderArrow {
  readonly room: string;
  readonly from: string;
  readonly to: string;
  readonly line: string;
}

/** A file's folder is the one that it is in, not one further up. */
function folderArrows(): readonly FolderArrow[] {
  const arrows = new Map<string, FolderArrow>();
  for (const { file, to } of edges()) {
    const line = `${file.path} → ${to}`;
    const arrow = { room: file.room, from: dirname(file.path), to: dirname(to), line };
    const key = `${arrow.from} → ${arrow.to}`;
    if (arrow.from !== arrow.to && roomOf(to) === file.room && !arrows.has(key)) arrows.set(key, arrow);
  }
  return [...arrows.values()];
}

/** The cycle that is found first, and under it an import for each of its arrows; empty where there is none. */
function folderCycles(arrows: readonly FolderArrow[]): readonly string[] {
  const cycle = findCycle(arrows);
  if (cycle.length === 0) return [];
  const lines = cycle
    .slice(1)
    .map((to, index) => arrows.find((arrow) => arrow.from === cycle[index] && arrow.to === to)?.line);
  return [[cycle.join(" → "), ...lines].join("\n  ")];
}

/** The first circle that is found among arrows, in order, its beginning again at its end; empty where there is none. */
function findCycle(arrows: readonly { readonly from: string; readonly to: string }[]): readonly string[] {
  const next = new Map<string, string[]>();
  for (const { from, to } of arrows) next.set(from, [...(next.get(from) ?? []), to]);
  const done = new Set<string>();
  const visit = (name: string, way: readonly string[]): readonly string[] => {
    if (way.includes(name)) return [...way.slice(way.indexOf(name)), name];
    if (done.has(name)) return [];
    for (const to of next.get(name) ?? []) {
      const cycle = visit(to, [...way, name]);
      if (cycle.length > 0) return cycle;
    }
    done.add(name);
    return [];
  };
  for (const name of next.keys()) {
    const cycle = visit(name, []);
    if (cycle.length > 0) return cycle;
  }
  return [];
}
