import type { Catalog } from "../gpu/types.ts";
import { objectTitle } from "../k8s/object.ts";
import { leadPodSet } from "../k8s/workload.ts";
import type { Diagnostic } from "../kernel/diagnostic.ts";
import type { AutoVerdict } from "../patch/recognition/data/evidence.ts";
import { recognizeProfile } from "../patch/recognition/recognize.ts";
import { inform, refuse } from "../patch/shared/diagnostics.ts";
import type { Settings } from "../profile/settings.ts";
import type { Surroundings } from "../workload/surroundings.ts";
import { type Resolved, settingsUnder } from "./resolve.ts";

/** What came of `auto`: settings under the profile that was recognised, or null; and the evidence in words. */
export interface Recognized {
  readonly settings: Settings | null;
  /** Nothing was recognized although it looks like one of the profiles. */
  readonly isUnsure: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** How many pieces of evidence a message tells. */
const TOLD = 3;

/**
 * Decides `auto` for one workload. What looks like none of the profiles, such as a database, is left alone and told; so
 * is what is too uncertain, with the annotation and flag that decide, and where the user named it that is a refusal.
 */
export function recognizeSettings(
  resolved: Resolved,
  context: { readonly surroundings: Surroundings; readonly catalog: Catalog; readonly isNamed?: boolean },
): Recognized {
  const { workload } = resolved;
  const verdict = recognizeProfile(leadPodSet(workload), context);
  const { profile, leaning, undecided } = verdict;
  const title = objectTitle(workload.object);
  const why = `It ${evidenceOf(verdict)}.`;
  if (profile !== null) {
    const message = `${title} is taken for ${profile} (${percent(verdict)} sure)`;
    return {
      settings: settingsUnder(resolved, profile),
      isUnsure: false,
      diagnostics: [inform(workload, ["kind"], { code: "auto", message, why })],
    };
  }
  const notice = {
    message: `${title} ${undecided?.reason ?? "is none of the profiles"}`,
    ...(verdict.evidence.length > 0 && { why }),
    advice: undecided?.advice ?? "Name a profile.",
  };
  if (leaning === "none") {
    const diagnostics = [inform(workload, ["kind"], { code: "auto-left-alone", ...notice })];
    return { settings: null, isUnsure: false, diagnostics };
  }
  const tell = context.isNamed === false ? inform : refuse;
  const diagnostics = [tell(workload, ["kind"], { code: "auto-uncertain", ...notice })];
  return { settings: null, isUnsure: true, diagnostics };
}

function evidenceOf({ evidence, leaning }: AutoVerdict): string {
  const speaking = evidence.filter((one) => one.for === leaning && one.points > 0);
  // One fact speaks for several profiles, and is told once.
  const texts = new Set((speaking.length > 0 ? speaking : evidence).map(({ text }) => text));
  return [...texts].slice(0, TOLD).join("; ");
}

function percent({ confidence }: AutoVerdict): string {
  return `${Math.min(99, Math.floor(confidence * 100))} %`;
}
