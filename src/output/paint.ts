/** Puts colours round text; the plain one leaves it as it is. */
export interface Paint {
  readonly error: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly info: (text: string) => string;
  readonly added: (text: string) => string;
  readonly removed: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
}

const asIs = (text: string): string => text;

/** No colours at all. */
export const PLAIN: Paint = {
  error: asIs,
  warning: asIs,
  info: asIs,
  added: asIs,
  removed: asIs,
  strong: asIs,
  faint: asIs,
};
