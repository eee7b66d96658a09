import { counted } from "../../kernel/words.ts";
import type { RuleProposal, RuleProposals } from "../../pipeline/init/propose-rules.ts";
import type { LeftOut, Recognised, Seen } from "../../pipeline/init/recognise.ts";
import { PROFILES } from "../../profile/built-in.ts";
import { comment, commentList, flowMap, scalar, shorten } from "./yaml-lines.ts";

/** Workloads whose reasons stand beside a rule; the others are in its names. */
const MOST_REASONS = 5;
/** Workloads without a rule that are listed. */
const MOST_LEFT_OUT = 60;
/** Widest line of a rule. */
const WIDTH = 100;

/** The rules, each with its reasons, or an example in a comment where there is none. */
export function formatRules({ rules, leftOut }: RuleProposals): readonly string[] {
  if (rules.length === 0)
    return [
      ...comment(
        leftOut.some(({ why }) => why === "cpu")
          ? "No rules yet: gpuify could not classify any workload that has or had a GPU. A rule looks like this:"
          : "No rules yet: gpuify could not classify any workload with confidence. A rule looks like this:",
      ),
      "# rules:",
      '#   - match: { kind: Job, name: "train-*" }',
      "#     profile: training",
    ];
  return [
    ...comment(
      "Which workloads get which profile; the first rule that matches counts. Workloads that no rule matches stay as they are.",
    ),
    "rules:",
    ...rules.flatMap((rule, index) => [...(index === 0 ? [] : [""]), ...formatRule(rule)]),
  ];
}

function formatRule({ match, profile, members }: RuleProposal): readonly string[] {
  const looksLike = PROFILES.find(({ name }) => name === profile)?.looksLike;
  const reasons = joinFiles(
    [...members].sort((a, b) => b.confidence - a.confidence),
    reasonOf,
  );
  return [
    ...comment(`${profile}: ${looksLike}`, { indent: "  ", hang: 2 }),
    ...commentList(reasons, MOST_REASONS, "  "),
    ...formatMatch(match),
    `    profile: ${scalar(profile)}`,
  ];
}

function reasonOf(member: Recognised): string {
  const { reasons, confidence, accelerated, profile, command } = member;
  const gpu = profile === "bursty" ? TAKES_AWAY : GIVES;
  const note = gpu.get(accelerated) ?? "";
  const percent = Math.min(99, Math.round(confidence * 100));
  const count = command === null || profile === "bursty" ? "" : `; ${shorten(command)}`;
  return `${percent}%: it ${shorten(reasons.slice(0, 2).join(", "))}${count}${note}`;
}

const GIVES: ReadonlyMap<boolean, string> = new Map([
  [false, "; it asks for no GPU yet, and this rule gives it GPUs"],
]);
const TAKES_AWAY: ReadonlyMap<boolean, string> = new Map([
  [false, "; it asks for no GPU now, but had one or is set up for one"],
  [true, "; it asks for a GPU, which this rule takes away"],
]);

/** One line for objects of the same title of which the same is said: overlays repeat them file by file. */
function joinFiles<T extends Seen>(all: readonly T[], textOf: (one: T) => string): readonly string[] {
  const lines = new Map<
    string,
    { readonly title: string; readonly text: string; readonly files: string[] }
  >();
  for (const one of all) {
    const text = textOf(one);
    const line = lines.get(`${one.title}: ${text}`) ?? { title: one.title, text, files: [] };
    if (!line.files.includes(one.file)) line.files.push(one.file);
    lines.set(`${one.title}: ${text}`, line);
  }
  return [...lines.values()].map(({ title, text, files }) => {
    const more = files.length > 1 ? ` and ${files.length - 1} more` : "";
    return `${title} (${files[0]}${more}): ${text}`;
  });
}

function formatMatch(match: RuleProposal["match"]): readonly string[] {
  const entries = Object.entries(match).map(
    ([key, value]) => [key, value as string | readonly string[]] as const,
  );
  const texts = entries.map(([key, value]) => [key, flowValue(value)] as const);
  const line = `  - match: ${flowMap(texts)}`;
  if (line.length <= WIDTH) return [line];
  return ["  - match:", ...entries.flatMap(([key, value]) => blockEntry(key, value))];
}

function flowValue(value: string | readonly string[]): string {
  return typeof value === "string" ? scalar(value) : `[${value.map(scalar).join(", ")}]`;
}

function blockEntry(key: string, value: string | readonly string[]): readonly string[] {
  if (typeof value === "string") return [`      ${key}: ${scalar(value)}`];
  const line = `      ${key}: ${flowValue(value)}`;
  return line.length <= WIDTH
    ? [line]
    : [`      ${key}:`, ...value.map((item) => `        - ${scalar(item)}`)];
}

/** What has no rule: workloads that decide by themselves, and those that were not recognised, with what to do. */
export function formatLeftOut({ leftOut }: RuleProposals): readonly string[] {
  const said = leftOut.filter(({ why }) => why === "said");
  const cpu = leftOut.filter(({ why }) => why === "cpu");
  const unknown = leftOut.filter(({ why }) => why === "unknown");
  return [
    ...(said.length === 0
      ? []
      : [
          "",
          ...comment(`${counted(said.length, "workload")} with annotations that decide by themselves:`),
          ...commentList(joinFiles(said, reasonLeft), MOST_LEFT_OUT),
        ]),
    ...(cpu.length === 0
      ? []
      : [
          "",
          ...comment(
            `${counted(cpu.length, "workload")} that ${cpu.length === 1 ? "looks" : "look"} bursty and ${cpu.length === 1 ? "shows" : "show"} no sign of a GPU, so no rule adds an autoscaler. To have one, add a rule with \`profile: bursty\`, or annotate the workload: \`gpuify.dev/profile: bursty\`.`,
          ),
          ...commentList(joinFiles(cpu, reasonLeft), MOST_LEFT_OUT),
        ]),
    ...(unknown.length === 0
      ? []
      : [
          "",
          ...comment(
            `${counted(unknown.length, "workload")} without a rule. To choose for one of them, add a rule, or annotate it: \`gpuify.dev/profile: continuous\` (bursty, training), or \`gpuify.dev/skip: "reason"\`.`,
          ),
          ...commentList(joinFiles(unknown, reasonLeft), MOST_LEFT_OUT),
        ]),
  ];
}

function reasonLeft({ reason }: LeftOut): string {
  return shorten(reason);
}
