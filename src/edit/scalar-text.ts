/** Which quotes a document uses where it needs some. */
export type QuoteStyle = "double" | "single";

const RESERVED = /^(?:y|n|yes|no|on|off|true|false|null|~|\.nan|[+-]?\.inf|=|<<)$/i;
/** Numbers, dates and sexagesimal in either YAML version, generously: quoting too much is safe. */
const NUMBER_LIKE = /^(?:[-+]?[.\d][\d_,.:]*(?:e[-+]?\d*)?|[-+]?0[xob][\da-f_]*|\d{4}-\d\d?-\d\d?.*)$/i;
const PLAIN = /^[A-Za-z0-9_./$(][A-Za-z0-9_./$()@+%-]*$/;

/** True when a string may stand unquoted and every YAML 1.1 and 1.2 reader takes it for that very string. */
export function isSafePlain(value: string): boolean {
  return PLAIN.test(value) && !RESERVED.test(value) && !NUMBER_LIKE.test(value) && !value.startsWith("---");
}

/** Source text of a string: plain where that is safe for kubectl's YAML 1.1 reader too, else quoted. */
export function stringText(value: string, quotes: QuoteStyle): string {
  return isSafePlain(value) ? value : quotedText(value, quotes);
}

/** Source text in quotes. Single quotes only for text without line breaks and control characters. */
export function quotedText(value: string, quotes: QuoteStyle): string {
  const simple = !/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ud800-\udfff]/.test(value);
  const prefersSingle = quotes === "single" || (value.includes('"') && !value.includes("'"));
  if (simple && prefersSingle) return `'${value.replaceAll("'", "''")}'`;
  return JSON.stringify(value);
}
