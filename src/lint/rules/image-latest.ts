import { textAt } from "../../yaml/access.ts";
import { podExample } from "../examples/pod.ts";
import { perContainer, type Rule } from "../rule.ts";

/** A GPU image that changes under its name. */
export const imageLatest: Rule = {
  id: "image-latest",
  severity: "warning",
  title: "GPU image without a fixed version",
  faultOf: "any-pod",
  fix: "none",
  about: () => ({
    why: "`:latest` is another image tomorrow: replicas that start on different days run different versions, and one that was built for a newer CUDA than the node's driver fails. Each move of the tag pulls an image of many GB anew, since the pull policy is then `Always`.",
    advice: "Name a version, such as `:v0.11.0`, or a digest.",
    sources: [
      {
        title: "Images: default image pull policy",
        url: "https://kubernetes.io/docs/concepts/containers/images/#imagepullpolicy-defaulting",
      },
    ],
    bad: podExample({ image: "vllm/vllm-openai:latest" }),
    good: podExample({ image: "vllm/vllm-openai:v0.11.0" }),
  }),
  check: perContainer(({ view, asked }) => {
    const { image } = view;
    if (asked.length === 0 || image === null) return [];
    const tag = floatingTag(image);
    if (tag === null) return [];
    const policy = textAt(view.node, ["imagePullPolicy"]);
    // Without a policy only `latest` itself is looked up at each start.
    const isPulled = policy === "Always" || (policy === null && (tag === "latest" || tag === ""));
    // A bare name is often what a tool such as kustomize puts the image in place of.
    const isBare = tag === "" && !image.includes("/");
    // Some registries write the version into the name and keep one image under it.
    const isVersioned = tag === "" && /(?:cu|py)\d{2}|\d+\.\d+/.test(image.split("/").at(-1) ?? "");
    return [
      {
        path: [...view.path, "image"],
        ...((isBare || isVersioned) && { severity: "info" }),
        message: `image ${image} ${tag === "" ? "has no tag, which means `latest`" : `is whatever \`${tag}\` is`} ${isPulled ? "when a pod starts" : "when a node first pulls it"}`,
      },
    ];
  }),
};

/** `latest` or a variant such as `latest-gpu`; empty without a tag; null for a version and for what is no image (a placeholder). */
function floatingTag(image: string): string | null {
  const match = /^(?:(?:[\w-]+\.[\w.-]*(?::\d+)?|[\w-]+:\d+)\/)?[a-z0-9._/-]+?(?::([\w.-]+))?$/.exec(image);
  if (match === null) return null;
  const [, tag = ""] = match;
  // Gaudi's images, for one, have their version in the path and `latest` behind it.
  if (image.split("/").some((part) => /^\d+\.\d+(?:\.\d+)?$/.test(part))) return null;
  return tag === "" || /^latest(?:-[a-z]+\d{0,2})*$/.test(tag) ? tag : null;
}
