import type { Hypothesis } from "./evidence.ts";

/** Points for hypotheses; a hypothesis that is not named gets none. */
type Points = Readonly<Partial<Record<Hypothesis, number>>>;

/** What a field says, with an accelerator (or an image that is built for one) and without one. */
export interface SignalRow {
  /** Completes "it …"; `NAME` stands for what was found. */
  readonly text: string;
  readonly accelerated: Points;
  readonly plain: Points;
}

const always = (text: string, points: Points): SignalRow => ({ text, accelerated: points, plain: points });
const noProfile = (text: string, points: number): SignalRow => always(text, { none: points });

/** What single fields say beside kind, programs and names. */
export const SIGNALS = {
  "no-accelerator": {
    text: "asks for no accelerator",
    accelerated: { continuous: -2, training: -2 },
    plain: { continuous: -1, training: -1 },
  },
  "gpu-build": {
    text: "has an image that is built for GPUs (NAME)",
    accelerated: { bursty: -3.5, continuous: 1, training: 1 },
    plain: {},
  },
  accelerator: {
    text: "asks for an accelerator, which bursty takes away",
    accelerated: { bursty: -5 },
    plain: {},
  },
  "shared-memory": {
    text: "shares memory at /dev/shm",
    accelerated: { continuous: 0.5, training: 0.5 },
    plain: {},
  },
  "made-for-accelerators": {
    text: "runs NAME, which is made for accelerators",
    accelerated: {},
    plain: { bursty: -3.5 },
  },
  "ends-by-itself": {
    text: "ends and is not restarted for ever (restartPolicy: NAME)",
    accelerated: { continuous: -2, training: 1.5 },
    plain: { continuous: -2, training: 0.5 },
  },
  indexed: { text: "numbers its pods (Indexed)", accelerated: { training: 1.5 }, plain: { bursty: 2 } },
  parallel: { text: "runs NAME pods at a time", accelerated: { training: 1.5 }, plain: { bursty: 2 } },
  "many-completions": { text: "has NAME pieces of work", accelerated: {}, plain: { bursty: 2 } },
  "scaled-by-queue": {
    text: "is scaled by the length of a queue (NAME)",
    accelerated: { continuous: 1.5 },
    plain: { bursty: 4 },
  },
  "scaled-by-load": {
    text: "is scaled by its load (NAME)",
    accelerated: { continuous: 1.5 },
    plain: { bursty: 2.5 },
  },
  port: { text: "opens a port for others", accelerated: { continuous: 1.5 }, plain: { bursty: 1.5 } },
  probe: { text: "is asked whether it is ready", accelerated: { continuous: 1 }, plain: { bursty: 0.5 } },
  replicas: { text: "has NAME replicas", accelerated: {}, plain: { bursty: 0.5 } },
  "node-space": noProfile("shares the node's own space (NAME)", 1.5),
  "node-path": noProfile("looks into its node (NAME)", 2),
  "system-priority": noProfile("is as important as the cluster (NAME)", 3),
  "system-namespace": noProfile("lives in the namespace NAME", 2.5),
  "control-plane": noProfile("may run on the control plane (NAME)", 2.5),
  hook: noProfile("is a hook of an installation (NAME)", 3),
  "volume-per-pod": { text: "keeps a volume per pod", accelerated: {}, plain: { none: 1 } },
  volume: { text: "keeps data in a volume", accelerated: {}, plain: { none: 0.5 } },
  "no-container": noProfile("has no container", 8),
  "no-image": noProfile("is a fragment without an image", 5),
} as const satisfies Readonly<Record<string, SignalRow>>;

/** Name of a row of `SIGNALS`. */
export type SignalName = keyof typeof SIGNALS;
