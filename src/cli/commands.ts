import { APPLY } from "./apply/apply.ts";
import { INIT } from "./init/init.ts";
import { LINT } from "./lint/lint.ts";
import { PATCH } from "./patch/patch.ts";
import type { CommandRow } from "./shared/command.ts";
import { SHOW } from "./show/show.ts";
import { SIZE } from "./size/size.ts";
import { UNDO } from "./undo/undo.ts";

/** The command that arguments without one are for. */
export const DEFAULT_COMMAND = PATCH;

/** All commands, as the help lists them. What runs one is loaded when it is called. */
export const COMMANDS: readonly CommandRow[] = [PATCH, LINT, APPLY, SIZE, SHOW, INIT, UNDO];
