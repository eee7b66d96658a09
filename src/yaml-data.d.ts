/** Data that the build compiles from YAML once it has checked it against the schema beside it. */
declare module "*.yaml" {
  /** What the file says, parsed at the first call; the same object each time. */
  export const data: () => unknown;
}
