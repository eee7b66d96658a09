/** A clause as a sentence: `write one` becomes `Write one.` */
export function sentence(clause: string): string {
  const end = /[.?!]$/.test(clause) ? "" : ".";
  return `${clause.charAt(0).toUpperCase()}${clause.slice(1)}${end}`;
}

/** `1 container`, `2 containers`. */
export function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
