/** The parts of yaml-js (a port of PyYAML, YAML 1.1) that the oracle uses; the package has no types. */
declare module "yaml-js" {
  export interface Mark {
    readonly line: number;
    readonly column: number;
  }
  interface NodeBase {
    readonly tag: string;
    readonly start_mark: Mark;
    readonly end_mark: Mark;
  }
  export interface ScalarNode extends NodeBase {
    readonly id: "scalar";
    readonly value: string;
    readonly style: string | null;
  }
  export interface SequenceNode extends NodeBase {
    readonly id: "sequence";
    readonly value: readonly Node[];
  }
  export interface MappingNode extends NodeBase {
    readonly id: "mapping";
    readonly value: readonly (readonly [Node, Node])[];
  }
  export type Node = ScalarNode | SequenceNode | MappingNode;
  interface YamlJs {
    /** Composes every document of a stream; an alias is the anchored node itself. Throws for what it cannot read. */
    compose_all(stream: string): (Node | null)[];
    /** The value of the only document of a stream. Throws for what it cannot read. */
    load(stream: string): unknown;
  }
  const yamlJs: YamlJs;

  // biome-ignore lint/style/noDefaultExport: the package is a CommonJS module with nothing else to import
  export { yamlJs as default };
}
