/** A file of its own, so that only a run at a terminal loads Node's module for it, which brings the network's along. */
export { isatty } from "node:tty";
