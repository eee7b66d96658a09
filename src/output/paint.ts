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

/** The paint for a colour level from 0 to 3; chalk is loaded only when there is a colour to show. */
export async function paintFor(level: 0 | 1 | 2 | 3): Promise<Paint> {
  if (level === 0) return PLAIN;
  const { colorPaint } = await import("./color-paint.ts");
  return colorPaint(level);
}
