/** Words that start the program that follows them. */
const STARTERS = /^(?:-m|--|exec|run|tini|dumb-init|npx|(?:python|pypy)[\d.]*|php|ruby|node|.*\.sh)$/;

/** The last part of a path: `/usr/bin/python3` → `python3`. */
export function programName(word: string): string {
  return word.slice(word.lastIndexOf("/") + 1);
}

/** True for a word that a program's name follows: `exec`, `python3`, `-m`. */
export function isStarter(word: string): boolean {
  return STARTERS.test(programName(word));
}
