import type { ProgramRole } from "../../../program/known/rows.ts";
import type { Hypothesis } from "./evidence.ts";

/** What a known program says: for which hypothesis, and how much, with an accelerator and without one. */
interface RoleWeight {
  /** Completes "it …" before the program's name. */
  readonly verb: string;
  /** Completes "looks like …" in a refusal. */
  readonly noun: string;
  readonly accelerated: { readonly for: Hypothesis; readonly points: number };
  readonly plain: { readonly for: Hypothesis; readonly points: number };
}

const always = (verb: string, noun: string, is: Hypothesis, points: number): RoleWeight => ({
  verb,
  noun,
  accelerated: { for: is, points },
  plain: { for: is, points },
});

/** Points are for a program that the command names; an image says less, see `IMAGE_SHARE`. */
export const ROLES: Readonly<Record<ProgramRole, RoleWeight>> = {
  "model-server": always("serves models with", "a model server", "continuous", 5),
  pipeline: always("runs", "a pipeline without end", "continuous", 4.5),
  trainer: always("trains with", "training", "training", 5),
  launcher: always("starts its ranks with", "a parallel program", "training", 3),
  "web-server": {
    verb: "answers requests with",
    noun: "a web server",
    accelerated: { for: "continuous", points: 2.5 },
    plain: { for: "bursty", points: 3.5 },
  },
  consumer: {
    verb: "takes work from a queue with",
    noun: "a queue worker",
    accelerated: { for: "continuous", points: 1 },
    plain: { for: "bursty", points: 4 },
  },
  store: always("keeps data in", "a database", "none", 6),
  platform: always("is", "a part of the cluster", "none", 5),
  monitoring: always("collects", "monitoring", "none", 5),
  interactive: always("opens", "somebody's workplace", "none", 6),
  "load-test": always("is", "a load test", "none", 5),
  task: always("is", "a task of administration", "none", 4),
  "device-check": always("is only", "a check of devices", "none", 6),
  "stand-in": always("runs", "a stand-in", "none", 7),
};

/** How much of the points an image earns where no command is given, and where an unknown one is. */
export const IMAGE_SHARE = { alone: 0.9, underCommand: 0.6 } as const;

/** What `none` begins with: most workloads of a cluster are for none of the three profiles. */
export const PRIOR: Readonly<Record<Hypothesis, number>> = {
  continuous: 0,
  bursty: 0,
  training: 0,
  none: 2,
};

/**
 * Under this confidence `auto` refuses. Chosen on the tuning half of the labelled workloads (`npm run auto --
 * --part tuning --thresholds`): there no answer is wrong at any threshold from 0.4 on, so it does not decide alone. Below
 * 0.8 an answer may hang on a port and a probe, which mail, log and trace servers in the repositories of that half have too.
 */
export const THRESHOLD = 0.8;
