import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { processesOf } from "../../../src/program/command/processes.ts";
import type { Process, Word } from "../../../src/program/command/words/word.ts";
import { asScalar, at } from "../../../src/yaml/access.ts";
import { spanOfText } from "../../../src/yaml/text-span.ts";
import { workloadsOf } from "../../patch/decide.ts";

/** The container of a pod whose fields are given as YAML. */
function containerIn(yaml: string) {
  const indented = yaml.trim().split("\n").join("\n      ");
  const text = `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n    - name: c\n      ${indented}\n`;
  const container = workloadsOf(text)[0]?.podSets[0].containers[0];
  if (container === undefined) throw new Error("no container");
  return { container, text, root: workloadsOf(text)[0]?.object.root ?? null };
}

function read(yaml: string): readonly Process[] {
  return processesOf(containerIn(yaml).container);
}

function script(text: string, env: Readonly<Record<string, string>> = {}): readonly Process[] {
  const variables = Object.entries(env).map(([name, value]) => ({ name, value }));
  return read(`command: [sh, -c, ${JSON.stringify(text)}]\nenv: ${JSON.stringify(variables)}`);
}

const texts = (processes: readonly Process[]): readonly (readonly string[])[] =>
  processes.map(({ words }) => words.map(({ text }) => text));

const unknowns = ({ words }: Process): readonly (string | null)[] => words.map(({ unknown }) => unknown);

describe("variables", () => {
  it("stand for their values, in the order of env", () => {
    const [process] = read(
      `args: [--model, $(MODEL), --tp=$(TP)]\nenv: [{name: BASE, value: org}, {name: MODEL, value: $(BASE)/x}, {name: TP, value: "4"}]`,
    );
    expect(process?.words.map(({ text }) => text)).toEqual(["--model", "org/x", "--tp=4"]);
  });

  it("that come from elsewhere, or from nowhere, leave the word unknown", () => {
    const [process] = read(
      `args: [$(SECRET), $(NOBODY), "$$(LITERAL)", plain]\nenv: [{name: SECRET, valueFrom: {secretKeyRef: {name: s, key: k}}}]`,
    );
    expect(process === undefined ? [] : unknowns(process)).toEqual([
      "the variable SECRET",
      "the variable NOBODY",
      null,
      null,
    ]);
    expect(process?.words[2]?.text).toBe("$(LITERAL)");
  });

  it.each(["{{ .Values.tp }}", `\${TP}`, "<tp>", "@TP@"])("%s is a placeholder", (text) => {
    const [process] = read(`args: [--tp, ${JSON.stringify(text)}]`);
    expect(process?.words[1]?.unknown).toContain("placeholder");
  });
});

describe("variables that double each other", () => {
  it("are left unknown before they fill the memory", () => {
    const names = Array.from({ length: 40 }, (_, index) => `V${index}`);
    const twice = (index: number, one: (name: string) => string): string =>
      index === 0 ? "x".repeat(64) : one(`V${index - 1}`).repeat(2);
    const env = names.map((name, index) => ({ name, value: twice(index, (other) => `$(${other})`) }));
    const [process] = read(`args: [$(V39)]\nenv: ${JSON.stringify(env)}`);
    expect(process?.words[0]?.unknown).toBe("the variable V39");
    const lines = names.map((name, index) => `${name}=${twice(index, (other) => `$${other}`)}`);
    expect(script([...lines, "run $V39"].join("\n")).at(-1)?.words[1]?.unknown).toBe("the variable V39");
  });
});

describe("a script", () => {
  it("sets variables for what comes behind", () => {
    expect(texts(script(`TP=4; export M=a/b\nvllm serve $M --tp \${TP}`))).toContainEqual([
      "vllm",
      "serve",
      "a/b",
      "--tp",
      "4",
    ]);
  });

  it("sets some for one command alone", () => {
    const [first, second] = script("A=1 one $A; two $A");
    expect(first?.variables.get("A")?.text).toBe("1");
    expect(second?.words[1]?.unknown).toBe("the variable A");
  });

  it("leaves open what only one branch sets", () => {
    const processes = script('TP=1\nif [ "$X" = y ]; then TP=8; fi\nserve --tp $TP');
    expect(processes.at(-1)?.words[2]?.unknown).toBe("the variable TP");
  });

  it("splits an unquoted variable into words, and not a quoted one", () => {
    expect(texts(script('run $ARGS "$ARGS"', { ARGS: "--tp 4" }))).toEqual([["run", "--tp", "4", "--tp 4"]]);
  });

  it("takes a fallback where nobody sets the variable", () => {
    expect(texts(script(`run \${TP:-2} \${SET:-9}`, { SET: "1" }))).toEqual([["run", "2", "1"]]);
    const [process] = read(`command: [sh, -c, "run \${TP:-2}"]\nenvFrom: [{configMapRef: {name: c}}]`);
    expect(process?.words[1]?.unknown).toBe("the variable TP");
  });

  it("keeps quotes, escapes and continued lines apart from words", () => {
    expect(texts(script(`run 'a b' "c \\"d\\"" e\\ f \\\n  --g='h i' # not this`))).toEqual([
      ["run", "a b", 'c "d"', "e f", "--g=h i"],
    ]);
  });

  it("does not run what is computed, and marks it", () => {
    const [inner, process] = script("serve --tp $(nvidia-smi -L | wc -l) `date`");
    expect(inner?.words.map(({ text }) => text)).toEqual(["nvidia-smi", "-L"]);
    expect(script("serve --tp $((1 + 1))")[0]?.words[2]?.unknown).toContain("$((1 + 1))");
    expect(process).toBeDefined();
  });

  it("tells what runs beside, in a loop and in a branch", () => {
    const flags = script("a &\nb\nfor i in 0 1; do c & done\nif x; then d; else e; fi").map(
      ({ words, isBackground, isRepeated, isConditional }) =>
        `${words[0]?.text}${isBackground ? " beside" : ""}${isRepeated ? " repeated" : ""}${isConditional ? " conditional" : ""}`,
    );
    expect(flags).toEqual([
      "a beside",
      "b",
      "c beside repeated",
      "x conditional",
      "d conditional",
      "e conditional",
    ]);
  });

  it("drops redirections, with the files that they name", () => {
    expect(texts(script("run a 2>&1 >/dev/null <in <<< word &> all b"))).toEqual([["run", "a", "b"]]);
  });

  it("gets its arguments", () => {
    const processes = read(`command: [bash, -c, 'exec serve "$@" $1']\nargs: [name, --tp, "4"]`);
    expect(texts(processes)).toEqual([["serve", "--tp", "4", "--tp"]]);
  });

  it("is read within scripts", () => {
    expect(texts(read(`command: [tini, --, bash, -lc, "vllm serve m"]`))).toEqual([["vllm", "serve", "m"]]);
  });

  it("never fails, and takes time by its length", () => {
    const alphabet = fc.constantFrom(
      ..."ab $(){}\"'`\\;&|<>#\n=-:".split(""),
      "${A:-",
      "$((",
      "<<E",
      "for ",
      "if ",
    );
    let count = 0;
    fc.assert(
      fc.property(fc.array(alphabet, { maxLength: 60 }), (parts) => {
        count++;
        for (const { words } of script(parts.join(""))) expect(words.length).toBeGreaterThan(0);
      }),
      { numRuns: 2000 },
    );
    expect(count).toBeGreaterThan(1000);
  });
});

describe("hostile commands", () => {
  const count = (processes: readonly Process[]): number => processes.flatMap(({ words }) => words).length;

  it.each<[string, string]>([
    ["arguments that repeat each other", `${'run "$@";'.repeat(2000)}`],
    ["a variable of many words", `A="${"w ".repeat(20_000)}"; run ${"$A ".repeat(2000)}`],
    [
      "many variables and commands",
      `${Array.from({ length: 5000 }, (_, index) => `V${index}=1;`).join("")}${"a;".repeat(20_000)}`,
    ],
  ])("of %s are left unread beyond a bound", (_, text) => {
    const args = Array.from({ length: 500 }, (_, index) => `a${index}`);
    const processes = read(`command: [sh, -c, ${JSON.stringify(text)}, name, ${args.join(", ")}]`);
    expect(count(processes)).toBeLessThan(150_000);
  });

  it("do not lose what is called like a property of every object", () => {
    expect(texts(script("constructor a; toString b"))).toEqual([
      ["constructor", "a"],
      ["toString", "b"],
    ]);
  });
});

describe("one argument with many words", () => {
  it("is split, as the people mean who write it", () => {
    expect(texts(read(`args: ["--model org/x --tensor-parallel-size 4"]`))).toEqual([
      ["--model", "org/x", "--tensor-parallel-size", "4"],
    ]);
  });

  it("stays whole where it is one value", () => {
    expect(texts(read(`args: [--prompt, "- a list -x of things", '{"a": 1}']`))[0]).toHaveLength(3);
  });
});

describe("the place of a word", () => {
  const written = (yaml: string, find: (word: Word) => boolean): string => {
    const { container, text, root } = containerIn(yaml);
    const word = processesOf(container)
      .flatMap(({ words }) => words)
      .find(find);
    const node = word === undefined ? null : asScalar(at(root, word.place.path));
    if (word === undefined || node === null) throw new Error("no such word");
    const { start, end } = spanOfText(text, node, word.place);
    return text.slice(start, end);
  };

  it.each([
    ["a list", 'args: [--tp, "4"]', "4"],
    ["a quoted script", `command: [sh, -c, "vllm serve m --tp 4"]`, "4"],
    ["a block", "command:\n- sh\n- -c\n- |\n  echo 4 4\n  vllm serve m \\\n    --tp 4", "4"],
    ["one long argument", 'args: ["--model 4x --tp 4"]', "4"],
  ])("is found in %s", (_, yaml, expected) => {
    const found = written(yaml, ({ text }) => text === "4");
    expect(found).toBe(expected);
  });
});
