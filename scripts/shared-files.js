/**
 * Puts what several parts of the program need into few files: the bundler would make one for each set of parts that
 * share a module, and each costs half a millisecond to load. `start` has what the entry reaches by static imports, and what all
 * the commands reach; each part then has a file with what else it reaches, the first ones before the later. What
 * only other dynamic imports reach is left to the bundler.
 * @param {Readonly<Record<string, string>>} parts names of the files to the ends of module ids; those that run a
 *   command end in `run.ts`
 * @returns {{ plugin: import("rolldown").Plugin, groups: { name: string, test: (id: string) => boolean }[] }}
 */
export function sharedFiles(parts) {
  /** @type {Map<string, string>} */
  const fileOf = new Map();
  const plugin = {
    name: "shared-files",
    buildEnd() {
      const ids = [...this.getModuleIds()];
      const reach = (/** @type {readonly string[]} */ starts) => {
        const seen = new Set();
        const visit = (/** @type {string} */ id) => {
          if (seen.has(id)) return;
          seen.add(id);
          for (const next of this.getModuleInfo(id)?.importedIds ?? []) visit(next);
        };
        starts.forEach(visit);
        return seen;
      };
      const reached = Object.entries(parts).map(([name, end]) => ({
        name,
        end,
        ids: reach(ids.filter((id) => id.endsWith(end))),
      }));
      const commands = reached.filter(({ end }) => end.endsWith("run.ts"));
      const entries = reach(ids.filter((id) => this.getModuleInfo(id)?.isEntry === true));
      for (const id of ids)
        if (entries.has(id) || id === "\0rolldown/runtime.js" || commands.every((one) => one.ids.has(id)))
          fileOf.set(id, "start");
        else {
          const part = reached.find((one) => one.ids.has(id));
          if (part !== undefined) fileOf.set(id, part.name);
        }
    },
  };
  const names = ["start", ...Object.keys(parts)];
  return { plugin, groups: names.map((name) => ({ name, test: (id) => fileOf.get(id) === name })) };
}
