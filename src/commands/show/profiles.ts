import type { FoundConfig, Ports } from "../../io/ports.ts";
import { isRefusal } from "../../kernel/diagnostic.ts";
import { asJson } from "../../output/show/data.ts";
import {
  type ProfileBook,
  profileNames,
  type ShownProfile,
  shownProfile,
} from "../../output/show/profile-book.ts";
import { profileData } from "../../output/show/profile-data.ts";
import { profilesYaml, ruleYaml } from "../../output/show/profile-yaml.ts";
import { profileDetail, profileList } from "../../output/show/profiles.ts";
import type { ConfigChoice } from "../invocation.ts";
import { type Shown, type ShowRequest, unknownName, withoutEffect } from "./request.ts";

/** What is asked of the world: where the configs are. */
export type ConfigPorts = Pick<Ports, "findConfigs" | "readBaseConfig">;

/** `gpuify show profiles`, in the light of the config that counts in the working folder. */
export async function showProfiles(request: ShowRequest, ports: ConfigPorts): Promise<Shown> {
  const { vendor, platform } = request;
  const flag = vendor === null ? "--platform" : "--vendor";
  if (vendor !== null || platform !== null)
    throw withoutEffect(`${flag} says nothing about profiles`, `leave ${flag} out; it narrows models`);
  const { book, ...told } = await loadBook(request.config, ports);
  return { ...told, text: book === null ? null : textOf(book, request) };
}

interface Loaded extends Pick<Shown, "diagnostics" | "sources"> {
  /** Null where the config is wrong. */
  readonly book: ProfileBook | null;
}

async function loadBook(choice: ConfigChoice, ports: ConfigPorts): Promise<Loaded> {
  const found = await findConfig(choice, ports);
  if (found.length === 0)
    return { book: { chain: [], policy: null, locationOf: null }, diagnostics: [], sources: new Map() };
  const { loadPolicies, locationOf } = await import("../policies.ts");
  const { byInput, chains, diagnostics, sources } = await loadPolicies(found, ports);
  const isWrong = diagnostics.some(isRefusal);
  const policy = byInput.get(STANDARD_INPUT)?.policy ?? null;
  return { book: isWrong ? null : { chain: chains[0] ?? [], policy, locationOf }, diagnostics, sources };
}

/** Without a name it lies in the working folder, and so does whoever asks. */
const STANDARD_INPUT = "-";

async function findConfig(choice: ConfigChoice, ports: ConfigPorts): Promise<readonly FoundConfig[]> {
  if (choice.kind === "none") return [];
  return await ports.findConfigs({
    inputs: [{ name: STANDARD_INPUT, path: null }],
    named: choice.kind === "named" ? choice.file : null,
  });
}

function textOf(book: ProfileBook, { name, format }: ShowRequest): string {
  const names = profileNames(book);
  const all = names.flatMap((one) => shownProfile(book, one) ?? []);
  if (name === null) return listText(all, names, format);
  const profile = all.find((one) => one.name === name);
  if (profile === undefined) throw unknownName("profile", name, names);
  switch (format) {
    case "text":
      return profileDetail(profile);
    case "json":
      return asJson(profileData(profile));
    case "yaml":
      return profile.resolved === null ? ruleYaml(profile) : profilesYaml([profile], names);
    default:
      return format satisfies never;
  }
}

/** As YAML the profiles of the config; without one those of the program, to start from. */
function listText(
  profiles: readonly ShownProfile[],
  names: readonly string[],
  format: ShowRequest["format"],
): string {
  switch (format) {
    case "text":
      return profileList(profiles);
    case "json":
      return asJson({ profiles: profiles.map(profileData) });
    case "yaml": {
      const own = profiles.filter(({ chain }) => chain.length > 1);
      const shown = own.length > 0 ? own : profiles.filter(({ resolved }) => resolved !== null);
      return profilesYaml(shown, names);
    }
    default:
      return format satisfies never;
  }
}
