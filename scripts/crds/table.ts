import { twinFinder } from "./core-twin.ts";
import { withExceptions } from "./exceptions.ts";
import type { Definition } from "./read.ts";
import { type Shape, shaper } from "./shape.ts";

/** A file of the project: its name in `src/k8s/schema/data/published`, its text. */
export interface DataFile {
  readonly name: string;
  readonly text: string;
}

/** The data files for these definitions: a table for each group, and how their copies of pods differ from Kubernetes' own. */
export function publishedFiles(definitions: readonly Definition[]): readonly DataFile[] {
  const copies = new Copies();
  const groups = new Map<string, GroupTable>();
  const find = twinFinder();
  const shapeOf = shaper();
  for (const { published, versions } of definitions) {
    const { group, kind } = published;
    const table = groups.get(group) ?? new GroupTable(group, find, copies);
    groups.set(group, table);
    for (const { name, schema } of versions)
      table.addKind(kind, name, shapeOf(withExceptions(group, schema)));
  }
  const tables = [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, table]) => table);
  return [
    ...tables.map((table) => ({ name: `${table.group}.ts`, text: table.text() })),
    { name: "copies.ts", text: copies.text() },
    { name: "sources.ts", text: sourcesText(definitions) },
    { name: "table.ts", text: indexText(tables) },
  ];
}

/** The definitions of one API group; equal ones are one, named after the field that has it first. */
class GroupTable {
  private readonly kinds: { readonly version: string; readonly line: string }[] = [];
  /** Names of definitions by what they hold. */
  private readonly names = new Map<string, string>();
  private readonly taken = new Set<string>();

  constructor(
    readonly group: string,
    private readonly find: ReturnType<typeof twinFinder>,
    private readonly copies: Copies,
  ) {}

  get constant(): string {
    return this.group.toUpperCase().replace(/\W/g, "_");
  }

  addKind(kind: string, version: string, shape: Shape): void {
    if (shape.form !== "object") throw new Error(`${kind} is no object`);
    const fields = [...shape.fields].map(([name, field]) => {
      if (name === "metadata") return "metadata:meta.v1.ObjectMeta";
      if (name === "status") return "status:a";
      // Kinds stand in a section of their version and name the definitions of their group in full.
      const type = this.typeText(field, `${kind}${capital(name)}`, `${this.group}.`);
      return `${name}${shape.required.has(name) ? "!" : ""}:${type}`;
    });
    this.kinds.push({ version, line: [`${kind}(${this.group}/${version})`, ...fields].join("|") });
  }

  text(): string {
    const own = [...this.names].map(([body, name]) => (body === "" ? `${name}@-` : `${name}|${body}`)).sort();
    const versions = [...new Set(this.kinds.map(({ version }) => version))];
    const kinds = versions.flatMap((version) => [
      `# ${this.group}/${version}`,
      ...this.kinds.flatMap((one) => (one.version === version ? [one.line] : [])),
    ]);
    return textFile(
      "from the CustomResourceDefinitions that `sources.ts` names; the grammar is in `../../table.ts`",
      this.constant,
      [`# ${this.group}`, ...own, ...kinds],
    );
  }

  private typeText(shape: Shape, hint: string, prefix: string): string {
    switch (shape.form) {
      case "any":
        return "a";
      case "scalar":
        return `${shape.letter}${shape.limits}`;
      case "list":
        return `[${this.typeText(shape.of, hint, prefix)}`;
      case "map":
        return `{${this.typeText(shape.of, hint, prefix)}`;
      case "object": {
        const twin = this.find(shape);
        if (twin === null) return prefix + this.nameOf(shape, hint);
        return `${twin.definition}${this.copies.mark(twin.differences)}`;
      }
      default:
        return shape satisfies never;
    }
  }

  private nameOf(shape: Extract<Shape, { form: "object" }>, hint: string): string {
    const fields = [...shape.fields].map(([name, field]) => {
      const flag = shape.required.has(name) ? "!" : "";
      return `${name}${flag}:${this.typeText(field, capital(name), "")}`;
    });
    const body = [...fields, ...(shape.isOpen ? ["*:a"] : [])].join("|");
    const before = this.names.get(body);
    if (before !== undefined) return before;
    const name = this.free(hint);
    this.names.set(body, name);
    return name;
  }

  private free(hint: string): string {
    let name = hint;
    for (let number = 2; this.taken.has(name); number++) name = `${hint}${number}`;
    this.taken.add(name);
    return name;
  }
}

/** How copies of Kubernetes' definitions differ from the newest, each set of differences once. */
class Copies {
  private readonly ids = new Map<string, number>();

  /** `~3`, or nothing for a copy that does not differ. */
  mark(differences: ReadonlySet<string>): string {
    if (differences.size === 0) return "";
    const key = [...differences].sort().join("|");
    const id = this.ids.get(key) ?? this.ids.size + 1;
    this.ids.set(key, id);
    return `~${id}`;
  }

  text(): string {
    const lines = [...this.ids].map(([key, id]) => `~${id}|${key}|`);
    return textFile(
      "from the same definitions: how their copies of pods differ, as `../../../published/copies.ts` reads it",
      "COPIES",
      lines,
    );
  }
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function textFile(what: string, constant: string, lines: readonly string[]): string {
  return `/** Written by \`npm run crds\` ${what}. */
export const ${constant} = \`
${lines.join("\n")}
\`;
`;
}

function sourcesText(definitions: readonly Definition[]): string {
  const lines = definitions.map(({ published: { group, kind, repo, path, commit, date, licence } }) =>
    [`${group}/${kind}`, repo, path, commit, date, licence].join("|"),
  );
  return textFile(
    "(kind, repository, path, commit, its date, licence): the CustomResourceDefinitions that these tables are made of",
    "SOURCES",
    lines,
  );
}

function indexText(tables: readonly GroupTable[]): string {
  const imports = tables.map(({ constant, group }) => `import { ${constant} } from "./${group}.ts";`);
  const all = tables.map(({ constant }) => constant).join(" +\n  ");
  return `${imports.join("\n")}

/** Written by \`npm run crds\`: all tables, a part of the program that is loaded when such a kind is met. */
export const PUBLISHED =
  ${all};
`;
}
