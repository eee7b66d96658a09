// One file, and so one process: what was patched and which nodes take it is worked out once for all that ask.
import "./matrix.tests.ts";
import "./moves.tests.ts";
import "./bursty.tests.ts";
import "./halves.tests.ts";
import "./teams.tests.ts";
import "./custom.tests.ts";
import "./mig.tests.ts";
import "./spot.tests.ts";
import "./tpu.tests.ts";
import "./cores.tests.ts";
