/** Data that the build compiles from YAML after checking it against the schema in the same folder. */
declare module "*.yaml" {
  /** What the file says, parsed at the first call; the same object each time. */
  export const data: () => unknown;
}
