import { writeText } from "./stdio.ts";
import { isTerminal } from "./terminal.ts";

/** Shows a line that the next one overwrites, on a terminal only. Empty text wipes it. */
export async function showProgress(text: string): Promise<void> {
  if (await isTerminal(2)) writeText(2, `\r\u001b[K${text}`);
}
