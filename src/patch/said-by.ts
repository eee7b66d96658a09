import type { Code } from "../kernel/codes/code.ts";
import type { Refusal } from "../kernel/diagnostic.ts";
import { sentence } from "../kernel/words.ts";
import { originText } from "../profile/origin.ts";
import type { Setting, Settings, SettingValues } from "../profile/settings.ts";

/** What people call the settings that a refusal can be about. */
const NAMES = {
  container: "container",
  gpus: "number of GPUs",
  model: "model",
  platform: "platform",
  vendor: "vendor",
  mig: "MIG profile",
  topology: "topology",
  spot: "use of spot machines",
  shm: "size of /dev/shm",
  queue: "queue",
  workers: "number of workers",
  onePerNode: "node for each worker",
  shards: "number of shards",
  replicas: "number of replicas",
  maxReplicas: "maximum of replicas",
  burst: "burst factor",
  cpu: "CPU request",
  memory: "memory request",
} as const satisfies Partial<Record<keyof SettingValues, string>>;

type Named = keyof typeof NAMES;

const PLACED = ["model", "platform"] as const;

/** The settings that a refusal is about, by its code. */
const ABOUT: Readonly<Partial<Record<Code, readonly Named[]>>> = {
  "unknown-container": ["container"],
  "gpus-for-several-containers": ["gpus"],
  "gpu-on-another-container": ["container", "gpus"],
  "no-gpus-asked": ["gpus"],
  "gpu-by-claim": ["gpus", "model", "vendor"],
  "gpu-by-annotation": ["gpus", "model", "vendor", "mig", "container"],
  "shared-gpu-count": ["gpus"],
  "second-accelerator": ["container", "model", "vendor", "mig"],
  "unknown-platform": ["platform"],
  "unknown-model": ["model"],
  "unknown-vendor": ["vendor"],
  "model-not-on-platform": PLACED,
  "model-needed": ["platform"],
  "resource-depends-on-driver": ["vendor", "platform"],
  "count-not-on-platform": ["gpus", ...PLACED],
  "vendor-model-conflict": ["vendor", "model"],
  "vendor-not-on-platform": ["vendor", "platform"],
  "spot-not-on-platform": ["spot", "platform"],
  "spot-not-for-model": ["spot", ...PLACED],
  "topology-not-for-model": ["topology", ...PLACED],
  "topology-unknown": ["topology", ...PLACED],
  "mig-unknown": ["mig"],
  "mig-not-for-model": ["mig", "model"],
  "mig-not-on-platform": ["mig", "platform"],
  "shm-size-invalid": ["shm"],
  "queue-invalid": ["queue"],
  "workers-need-a-job": ["workers"],
  "workers-and-completions": ["workers"],
  "workers-and-parallelism": ["workers"],
  "workers-and-failed-indexes": ["workers"],
  "one-per-node-without-workers": ["onePerNode", "workers"],
  "workers-name": ["workers"],
  "workers-without-name": ["workers"],
  "workers-service-taken": ["workers"],
  "shard-name": ["shards"],
  "max-below-min": ["maxReplicas", "burst", "replicas"],
  "bad-quantity": ["cpu", "memory"],
};

/** Who in the config said the setting, in the words of `--explain`; empty for flags and annotations, which people see. */
export function saidBy(setting: Setting<unknown> | undefined): string {
  const kind = setting?.origin.kind;
  const isConfig = kind === "config" || kind === "config-profile" || kind === "config-defaults";
  return setting === undefined || !isConfig ? "" : originText(setting.origin);
}

/**
 * A refusal with who in the config said what it is about: the manifest that it points at is not what has to change.
 * Others come back as they are.
 */
export function withSaidBy(diagnostic: Refusal, settings: Settings): Refusal {
  const said = (ABOUT[diagnostic.code] ?? []).flatMap((name) => {
    const by = saidBy(settings[name]);
    return by === "" ? [] : [`the ${NAMES[name]}${shown(settings[name]?.value)} is said by ${by}`];
  });
  if (said.length === 0) return diagnostic;
  return { ...diagnostic, setBy: sentence(said.join(", ")) };
}

function shown(value: string | number | boolean | undefined): string {
  if (typeof value === "number") return ` (${value})`;
  return typeof value === "string" ? ` "${value}"` : "";
}
