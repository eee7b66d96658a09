/** A letter or class, a repetition, or the edge of a group; what is between `\Q` and `\E` are letters. */
const TOKEN =
  /\\Q.*?(?:\\E|$)|\\(?:[pPx]\{\^?\w{0,40}\}|.)|\[\^?\]?(?:\\.|\[:\^?[a-z]{1,10}:\]|[^\]\\])*\]|\{(\d+)(?:,(\d*))?\}|./gs;

interface Group {
  steps: number;
  /** Of the part that a repetition behind it would repeat. */
  last: number;
}

/**
 * About how many steps the program of a pattern has, found without making it: what is repeated counts as often as it may
 * be. An estimate, in time linear to the pattern; for what is no pattern it means nothing.
 */
export function estimateSteps(pattern: string): number {
  const groups: Group[] = [{ steps: 0, last: 0 }];
  for (const [token, least, most] of pattern.matchAll(TOKEN)) {
    const group = groups.at(-1) ?? { steps: 0, last: 0 };
    if (token === "(") groups.push({ steps: 0, last: 0 });
    else if (token === ")")
      add(groups.length > 1 ? groups.at(-2) : undefined, (groups.pop()?.steps ?? 0) + 2);
    else if (least !== undefined) repeat(group, Math.max(1, Number(least), Number(most ?? 0)));
    else add(group, token.startsWith("\\Q") ? token.length : 1);
  }
  return groups.reduce((sum, { steps }) => sum + steps, 0);
}

function add(group: Group | undefined, steps: number): void {
  if (group === undefined) return;
  group.steps += steps;
  group.last = steps;
}

function repeat(group: Group, times: number): void {
  group.steps += group.last * (times - 1);
  group.last *= times;
}
