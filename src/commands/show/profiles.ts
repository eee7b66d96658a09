import { asJson } from "../../output/show/data.ts";
import { PROFILE_TEXTS } from "../../output/show/profile-texts.ts";
import { profileDetail, profileList } from "../../output/show/profiles.ts";
import { type ShowRequest, unknownName, withoutEffect } from "./request.ts";

/** `gpuify show profiles`. */
export function showProfiles({ name, format, vendor, platform }: ShowRequest): string {
  const flag = vendor === null ? "--platform" : "--vendor";
  if (vendor !== null || platform !== null)
    throw withoutEffect(`${flag} says nothing about profiles`, `leave ${flag} out; it narrows models`);
  if (name === null)
    return format === "json" ? asJson({ profiles: PROFILE_TEXTS }) : profileList(PROFILE_TEXTS);
  const profile = PROFILE_TEXTS.find((candidate) => candidate.name === name);
  const names = PROFILE_TEXTS.map((candidate) => candidate.name);
  if (profile === undefined) throw unknownName("profile", name, names);
  return format === "json" ? asJson(profile) : profileDetail(profile);
}
