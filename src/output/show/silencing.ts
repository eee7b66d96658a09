/** How somebody says that what a rule or another code tells is meant. */
export function silencing(code: string): string {
  return `Where it is meant: a comment above the line, \`# gpuify-ignore ${code}: reason\`, or the annotation gpuify.dev/ignore-${code}. In gpuify.yaml: lint: { rules: { ${code}: off } }`;
}
