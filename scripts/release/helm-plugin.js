/**
 * The `plugin.yaml` of the plugin by which Helm 4 runs gpuify; Helm 3 takes any executable. The program has to be on PATH. What
 * `--post-renderer-args` gives comes behind these arguments.
 * Source: helm/helm internal/plugin/metadata_v1.go, internal/plugin/runtime_subprocess.go.
 * @param {{ name: string, version: string }} manifest package.json
 */
export function helmPlugin({ name, version }) {
  return `apiVersion: v1
type: postrenderer/v1
name: ${name}
version: ${version}
runtime: subprocess
runtimeConfig:
  platformCommand:
    - command: ${name}
      args: [patch, --post-renderer, "-"]
`;
}
