import type { ShowRequest } from "../../../src/commands/show/request.ts";
import { runShow } from "../../../src/commands/show/show.ts";
import { catalogDocument } from "../../../src/gpu/catalog/document.ts";
import { EXIT, Failure } from "../../../src/kernel/failure.ts";
import { PLAIN } from "../../../src/output/paint.ts";

/** The whole catalog, as `show` reads it. */
export const catalog = catalogDocument();

/** A `gpuify.yaml` of the working folder, and files that it extends, by their names. */
export type Configs = Readonly<Record<string, string>>;

export interface Answer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A run of `gpuify show` in a folder with these configs. */
export async function ask(request: Partial<ShowRequest>, configs: Configs = {}): Promise<Answer> {
  const written = { stdout: "", stderr: "" };
  const nothing = { topic: null, name: null, format: "text", vendor: null, platform: null } as const;
  const textOf = (name: string) => ({
    name,
    path: `/${name}`,
    text: configs[name] ?? "",
    lines: "shown" as const,
  });
  const code = await runShow(
    { ...nothing, config: { kind: "nearest" }, ...request },
    {
      findConfigs: async ({ inputs, named }) => {
        const name = named ?? "gpuify.yaml";
        const files = inputs.map((input) => ({ name: input.name, path: null }));
        return name in configs ? [{ config: textOf(name), files }] : [];
      },
      readBaseConfig: async (_, reference) => ({ ...textOf(reference), prefix: null }),
      writeStdout: (text) => {
        written.stdout += text;
      },
      writeStderr: (text) => {
        written.stderr += text;
      },
    },
    async () => PLAIN,
  );
  return { code, ...written };
}

/** What `gpuify show` prints. */
export async function show(
  topic: string | null,
  name: string | null = null,
  more: Partial<ShowRequest> = {},
): Promise<string> {
  const { code, stdout, stderr } = await ask({ topic, name, ...more });
  if (code !== EXIT.ok || stderr !== "") throw new Error(`exit ${code}: ${stderr}`);
  return stdout;
}

/** The same as data. */
export async function data(
  topic: string,
  name: string | null = null,
  more: Partial<ShowRequest> = {},
): Promise<unknown> {
  return JSON.parse(await show(topic, name, { ...more, format: "json" }));
}

/** The error that it ends with. */
export async function failure(
  topic: string | null,
  name: string | null = null,
  more: Partial<ShowRequest> = {},
  configs: Configs = {},
): Promise<Failure> {
  try {
    await ask({ topic, name, ...more }, configs);
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error("it was shown");
}

/** The lines below a heading, without their indent, a wrapped one as one line. */
export function sectionOf(text: string, heading: string): readonly string[] {
  const lines = text.split("\n");
  const start = lines.indexOf(heading);
  const end = lines.indexOf("", start);
  if (start < 0) return [];
  return lines
    .slice(start + 1, end)
    .join("\n")
    .replace(/\n {4,}/g, " ")
    .split("\n")
    .map((line) => line.trim());
}

/** Every text that `show` can print, with the names that led to it. */
export async function everyText(): Promise<readonly { readonly of: string; readonly text: string }[]> {
  const asked: (readonly [string, string | null, Partial<ShowRequest>])[] = [
    ...(["profiles", "models", "platforms"] as const).map((topic) => [topic, null, {}] as const),
    ...["continuous", "bursty", "training", "auto", "none"].map((name) => ["profiles", name, {}] as const),
    ...catalog.models.map((row) => ["models", row.name, {}] as const),
    ...catalog.platforms.map((row) => ["platforms", row.name, {}] as const),
    ...catalog.unsupported.map((row) => ["platforms", row.name, {}] as const),
    ...catalog.platforms.map((row) => ["models", null, { platform: row.name }] as const),
    ...["nvidia", "amd", "intel", "habana", "google", "aws"].flatMap((vendor) => [
      ["models", null, { vendor }] as const,
      ["platforms", null, { vendor }] as const,
    ]),
  ];
  return await Promise.all(
    asked.map(async ([topic, name, more]) => ({
      of: [topic, name, more.vendor, more.platform].filter((word) => word != null).join(" "),
      text: await show(topic, name, more),
    })),
  );
}
