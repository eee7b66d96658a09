import { checkVendor, resolvePlatform } from "../../gpu/catalog/names.ts";
import { vendorNotOnPlatform } from "../../gpu/catalog/problems.ts";
import { PLATFORM_NAMES } from "../../gpu/files/files.ts";
import { platformIndex } from "../../gpu/tables/platform-index.ts";
import type { Vendor } from "../../gpu/types.ts";
import type { Narrowing } from "../../output/show/narrow.ts";
import { asFailure, type ShowRequest } from "./request.ts";

/**
 * What `--vendor` and `--platform` narrow a list to.
 * @throws Failure (usage) for names that do not exist, and for a platform that has nothing of the vendor.
 */
export function narrowingOf({ vendor, platform }: Pick<ShowRequest, "vendor" | "platform">): Narrowing {
  const known = vendor === null ? null : vendorOf(vendor);
  return { vendor: known, platforms: platform === null ? null : platformsOf(platform, known) };
}

function vendorOf(name: string): Vendor {
  const answer = checkVendor(name);
  if (!answer.ok) throw asFailure(answer.problem);
  return answer.vendor;
}

/** `generic` means one platform for each vendor, and with a vendor that one's. */
function platformsOf(name: string, vendor: Vendor | null): readonly string[] {
  if (name === "generic" && vendor === null) return genericPlatforms();
  const answer = resolvePlatform(name, vendor ?? undefined);
  if (!answer.ok) throw asFailure(answer.problem);
  const row = platformIndex().find((candidate) => candidate.name === answer.name);
  if (vendor !== null && row?.vendors.includes(vendor) !== true)
    throw asFailure(vendorNotOnPlatform(vendor, answer.name));
  return [answer.name];
}

/** What `generic` stands for. */
export function genericPlatforms(): readonly string[] {
  return PLATFORM_NAMES.filter((name) => name.startsWith("generic-"));
}
