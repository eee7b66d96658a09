import { createInterface } from "node:readline";

/** A line of a stream; null where it ends before. */
export async function readLine(input: NodeJS.ReadableStream): Promise<string | null> {
  const lines = createInterface({ input });
  try {
    for await (const line of lines) return line;
    return null;
  } finally {
    lines.close();
  }
}
