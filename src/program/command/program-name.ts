/** What stands before a program that it starts. */
const STARTERS = /^(?:-m|--|exec|run|tini|dumb-init|npx|(?:python|pypy)[\d.]*|php|ruby|node|.*\.sh)$/;

/** The last part of a path: `/usr/bin/python3` → `python3`. */
export function programName(word: string): string {
  return word.slice(word.lastIndexOf("/") + 1);
}

/** True for a word behind which a program's name stands: `exec`, `python3`, `-m`. */
export function isStarter(word: string): boolean {
  return STARTERS.test(programName(word));
}
