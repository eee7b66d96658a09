const TIME = /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?(?:[Zz]|[+-]\d\d:?\d\d)?)?$/;

/**
 * The formats that are judged, as the API server judges them (kube-openapi `pkg/validation/strfmt`). What is read there
 * in several ways, such as a time without a zone, passes; the rest of the formats says nothing.
 */
export const FORMATS = {
  int32: { type: "number", validate: (value: number) => value >= -(2 ** 31) && value < 2 ** 31 },
  // A number of JavaScript is exact up to 2^53 only, so that one just beyond the limit passes.
  int64: { type: "number", validate: (value: number) => Math.abs(value) <= 2 ** 63 },
  "date-time": { type: "string", validate: (text: string) => text.length > 10 && isTime(text) },
  date: { type: "string", validate: (text: string) => text.length === 10 && isTime(text) },
  ipv4: { type: "string", validate: isIPv4 },
  ipv6: { type: "string", validate: isIPv6 },
  cidr: { type: "string", validate: isCidr },
  uuid: {
    type: "string",
    validate: (text: string) => /^[\da-f]{8}-?[\da-f]{4}-?[\da-f]{4}-?[\da-f]{4}-?[\da-f]{12}$/i.test(text),
  },
} as const;

/** What each format asks for, and one that fits. */
export const FORMAT_WORDS: Readonly<Record<string, { readonly what: string; readonly example: string }>> = {
  "date-time": { what: "a time", example: "2026-01-31T08:00:00Z" },
  date: { what: "a date", example: "2026-01-31" },
  ipv4: { what: "an IPv4 address", example: "10.0.0.1" },
  ipv6: { what: "an IPv6 address", example: "2001:db8::1" },
  cidr: { what: "an address with its prefix length", example: "10.0.0.0/8" },
  uuid: { what: "a UUID", example: "123e4567-e89b-12d3-a456-426614174000" },
};

function isTime(text: string): boolean {
  const [, year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = (TIME.exec(text) ?? []).map(
    (digits) => Number(digits ?? 0),
  );
  const days = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
  return month >= 1 && month <= 12 && day >= 1 && day <= days && hour < 24 && minute < 60 && second < 60;
}

function isIPv4(text: string): boolean {
  return /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/.test(text);
}

/** Eight groups, or fewer with one `::`; the last two may be an IPv4 address. */
function isIPv6(text: string): boolean {
  const plain = text.replace(/(?<=:)(\d+\.\d+\.\d+\.\d+)$/, (tail) => (isIPv4(tail) ? "0:0" : "x"));
  const halves = plain.split("::");
  if (halves.length > 2 || !plain.includes(":")) return false;
  const groups = halves.flatMap((half) => (half === "" ? [] : half.split(":")));
  const isFull = halves.length === 1 ? groups.length === 8 : groups.length < 8;
  return isFull && groups.every((group) => /^[\da-f]{1,4}$/i.test(group));
}

function isCidr(text: string): boolean {
  const [address = "", length = "", ...rest] = text.split("/");
  if (rest.length > 0 || !/^\d{1,3}$/.test(length)) return false;
  return isIPv4(address) ? Number(length) <= 32 : isIPv6(address) && Number(length) <= 128;
}
