import { type Paint, PLAIN } from "./paint.ts";

/** The paint for a colour level from 0 to 3; chalk is loaded only when there is a colour to show. */
export async function paintFor(level: 0 | 1 | 2 | 3): Promise<Paint> {
  if (level === 0) return PLAIN;
  const { colorPaint } = await import("./color-paint.ts");
  return colorPaint(level);
}
