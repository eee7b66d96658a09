import { type Evidence, HYPOTHESES, type Hypothesis } from "./data/evidence.ts";
import { PRIOR } from "./data/roles.ts";

/** A hypothesis with its share of the whole, from 0 to 1. */
export interface Weighed {
  readonly for: Hypothesis;
  readonly confidence: number;
}

/** The hypotheses, likeliest first: points are logarithms of odds, so that the shares are their exponentials' shares. */
export function weigh(evidence: readonly Evidence[]): readonly [Weighed, Weighed, ...Weighed[]] {
  const points = { ...PRIOR };
  for (const one of evidence) points[one.for] += one.points;
  const odds = HYPOTHESES.map((is) => ({ for: is, odds: Math.exp(points[is]) }));
  const whole = odds.reduce((sum, one) => sum + one.odds, 0);
  const [first, second, ...rest] = odds
    .map((one): Weighed => ({ for: one.for, confidence: one.odds / whole }))
    .sort((a, b) => b.confidence - a.confidence);
  const nothing: Weighed = { for: "none", confidence: 0 };
  return [first ?? nothing, second ?? nothing, ...rest];
}
