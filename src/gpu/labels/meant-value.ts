import { nearest } from "../../kernel/suggest.ts";
import type { ModelRow } from "../rows.ts";
import type { LabelValue } from "./label-values.ts";

/** Known values that an unknown one was meant to be. */
interface Meant {
  readonly values: readonly string[];
  /** The one value says all that the unknown one says: it may stand in its place. */
  readonly isExact: boolean;
}

/** Words that name the maker or the product line and not the model. */
const NOISE: readonly string[] = ["nvidia", "tesla", "amd", "instinct", "geforce", "gpu", "hbm", "oam"];

/** How the GPU sits in its machine; models are sold in several forms. */
const FORMS: readonly string[] = ["sxm", "pcie", "nvl", "mega"];

/** What GPU Feature Discovery puts behind the product name of a shared or cut GPU (k8s-dp, docs). */
const SUFFIX = /(?:-SHARED|-MIG-[\w.]+(?:-SHARED)?)$/;

/**
 * The known values that are meant by one that is unknown: the same but for case and separators, the same model in
 * other words, or the same but for a letter. Null where it may well be a value that is just not in the table.
 */
export function meantValue(value: string, known: readonly LabelValue[]): Meant | null {
  const [suffix = ""] = SUFFIX.exec(value) ?? [];
  const bare = value.slice(0, value.length - suffix.length);
  if (known.some((one) => one.value === bare || isOldName(bare, one.value))) return null;
  const same = known.filter((one) => squashed(one.value) === squashed(bare));
  const meant = same.length > 0 ? exactly(same) : (sameModel(bare, known) ?? sameButALetter(bare, known));
  return meant === null ? null : { ...meant, values: meant.values.map((one) => `${one}${suffix}`) };
}

/** Drivers before 470 left out the maker: `A100-SXM4-40GB`. No model's bare name is such a name. */
function isOldName(value: string, known: string): boolean {
  return value.includes("-") && known === `NVIDIA-${value}`;
}

function exactly(values: readonly LabelValue[]): Meant {
  return { values: values.map(({ value }) => value), isExact: values.length === 1 };
}

/** Without case, separators, the `0x` of a number and the prefix of Azure's sizes. */
function squashed(text: string): string {
  return text
    .toLowerCase()
    .replace(/^0x|^standard_/, "")
    .replace(/[^a-z0-9]/g, "");
}

/**
 * One word of letters has a slip of the pen, and nothing else differs: a letter more or less beside a digit is another
 * model (`L40`, `L40S`, `L40G`) or machine (`m5`, `g5`).
 */
function sameButALetter(value: string, known: readonly LabelValue[]): Meant | null {
  const alike = known.filter((one) => isSlip(segments(value), segments(one.value)));
  return alike.length === 0 ? null : exactly(alike);
}

function segments(text: string): readonly string[] {
  return text.toLowerCase().match(/[a-z]+|\d+/g) ?? [];
}

function isSlip(written: readonly string[], real: readonly string[]): boolean {
  if (written.length !== real.length) return false;
  const wrong = written.flatMap((word, index) => {
    const right = real[index] ?? "";
    return word === right ? [] : [{ word, right }];
  });
  const [only, ...more] = wrong;
  if (only === undefined || more.length > 0) return false;
  const { word, right } = only;
  // `g5.large` is a size that there is not, and no slip of `g5.xlarge`.
  const isOther = /\d/.test(word) || /\d/.test(right) || word === "large";
  return !isOther && Math.min(word.length, right.length) > 3 && nearest(word, [right]) !== undefined;
}

/** What a value says about a model, in words. */
interface Words {
  readonly model: readonly string[];
  readonly memory: string | null;
  readonly form: string | null;
}

function wordsOf(value: string): Words {
  const words = value
    .toLowerCase()
    .replace(/rtx(?=a?\d)/, "rtx-")
    .split(/[^a-z0-9]+/)
    .map((word) => word.replace(/^(sxm|hbm)\d\w?$/, "$1").replace(/^(\d+)g$/, "$1gb"))
    .filter((word) => word !== "" && !NOISE.includes(word));
  const isPlain = (word: string): boolean => !FORMS.includes(word) && !/^\d+gb$/.test(word);
  return {
    model: words.filter(isPlain),
    memory: words.find((word) => /^\d+gb$/.test(word)) ?? null,
    form: words.find((word) => FORMS.includes(word)) ?? null,
  };
}

/** Values of the model that the words name and nothing but it: a word that means nothing here may mean something there. */
function sameModel(value: string, known: readonly LabelValue[]): Meant | null {
  const asked = wordsOf(value);
  if (asked.model.length === 0) return null;
  const ofModel = known.filter(({ models }) => models.some((model) => isNamed(model, asked)));
  // V100 is sold as SXM2 and as SXM3, which are not alike.
  if (ofModel.some((one) => isOtherSocket(value, one.value))) return null;
  const isSold = ofModel.some(({ models }) => models.some((model) => hasMemory(model, asked.memory)));
  const possible = ofModel.filter((one) => fits(one, asked));
  if (!isSold || possible.length === 0) return null;
  const best = asked.memory === null && asked.form === null ? possible : closest(possible, asked);
  const [first] = best;
  const saysLess = first !== undefined && saysLessThan(wordsOf(first.value), asked);
  return { values: best.map((one) => one.value), isExact: best.length === 1 && !saysLess };
}

function isOtherSocket(value: string, known: string): boolean {
  const [own, other] = [socketOf(value), socketOf(known)];
  return own !== undefined && other !== undefined && own !== other;
}

function socketOf(value: string): string | undefined {
  return /sxm(\d)/i.exec(value)?.[1];
}

/** `a100-80gb` is named by `a100`; the memory is judged apart. */
function isNamed({ name }: ModelRow, { model }: Words): boolean {
  const own = wordsOf(name).model;
  return own.length === model.length && own.every((word) => model.includes(word));
}

function hasMemory({ name, memoryGib }: ModelRow, memory: string | null): boolean {
  return memory === null || wordsOf(name).memory === memory || `${memoryGib}gb` === memory;
}

function fits({ value, models }: LabelValue, asked: Words): boolean {
  const own = wordsOf(value);
  const hasForm = asked.form === null || own.form === null || own.form === asked.form;
  const isLarge = own.memory === null || asked.memory === null || own.memory === asked.memory;
  return hasForm && isLarge && models.some((model) => hasMemory(model, asked.memory));
}

/** Those that say most of what was said, and least beyond it. */
function closest(values: readonly LabelValue[], asked: Words): readonly LabelValue[] {
  const score = ({ value }: LabelValue): number => {
    const { memory, form } = wordsOf(value);
    return (
      (asked.memory !== null && memory === asked.memory ? 2 : 0) +
      (asked.form !== null && form === asked.form ? 2 : 0) -
      (asked.form === null && form !== null ? 1 : 0)
    );
  };
  const best = Math.max(...values.map(score));
  return values.filter((one) => score(one) === best);
}

function saysLessThan(own: Words, asked: Words): boolean {
  return asked.memory !== null && own.memory === null;
}
