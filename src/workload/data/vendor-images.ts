import type { Vendor } from "../../gpu/types.ts";
import type { VendorWord } from "./vendor-words.ts";

/** Words of an image's name or tag, between its separators, that say whose devices it was built for. */
export const IMAGE_WORDS: readonly VendorWord[] = [
  {
    pattern: word("cuda(?:\\d[\\w.]*)?|cu1[1-3]\\d|cudnn\\d*|nvidia|nvcr|tensorrt(?:[-_]llm)?|tritonserver"),
    vendors: ["nvidia"],
  },
  { pattern: word("rocm[\\d.]*"), vendors: ["amd"] },
  { pattern: word("xpu"), vendors: ["intel", "other"] },
  { pattern: word("habana\\w*|gaudi\\d?|hpu"), vendors: ["habana"] },
  { pattern: word("neuronx?"), vendors: ["aws"] },
  { pattern: word("tpu"), vendors: ["google"] },
];

/** A pattern of whole words, as the separators of image references part them. */
function word(words: string): RegExp {
  return new RegExp(`(?:^|[/:._-])(?:${words})(?=$|[/:@._-])`, "i");
}

/** A program whose makers build an image for each vendor's devices. */
interface ProgramImages {
  /** What people call it. */
  readonly what: string;
  /** Finds its images by their repository. */
  readonly name: RegExp;
  /** The repository whose images are for one vendor although no word says so. */
  readonly plain?: { readonly repository: RegExp; readonly vendor: Vendor };
  /** What to take, by vendor; only what the program's documentation names. */
  readonly images: Readonly<Partial<Record<Vendor, string>>>;
  /** Repository and path of the documentation, read on 2026-11-30. */
  readonly source: string;
}

/** Programs that people move from one vendor to another. */
export const PROGRAM_IMAGES: readonly ProgramImages[] = [
  {
    what: "vLLM",
    name: /(?:^|[/_-])vllm(?=[/_-]|$)/,
    plain: { repository: /(?:^|\/)vllm\/vllm-openai$/, vendor: "nvidia" },
    images: { nvidia: "vllm/vllm-openai", amd: "vllm/vllm-openai-rocm", google: "vllm/vllm-tpu" },
    source:
      "vllm-project/vllm: docs/deployment/docker.md, docs/getting_started/installation/gpu.rocm.inc.md; vllm-project/recipes: Gemma 4",
  },
  {
    what: "SGLang",
    name: /(?:^|[/_-])sglang(?=[/_-]|$)/,
    plain: { repository: /(?:^|\/)lmsysorg\/sglang$/, vendor: "nvidia" },
    images: { nvidia: "lmsysorg/sglang", amd: 'lmsysorg/sglang with a tag that says "rocm"' },
    source: "sgl-project/sglang: docs/get_started/install.md, docs/platforms/amd_gpu.md",
  },
  {
    what: "text-generation-inference",
    name: /(?:^|[/_-])(?:text-generation-inference|tgi)(?=[/_-]|$)/,
    plain: { repository: /(?:^|\/)huggingface\/text-generation-inference$/, vendor: "nvidia" },
    images: {
      nvidia: "ghcr.io/huggingface/text-generation-inference:VERSION",
      amd: "ghcr.io/huggingface/text-generation-inference:VERSION-rocm",
      intel: "ghcr.io/huggingface/text-generation-inference:VERSION-intel-xpu",
      habana: "ghcr.io/huggingface/text-generation-inference:VERSION-gaudi",
      aws: "ghcr.io/huggingface/text-generation-inference:VERSION-neuron",
    },
    source:
      "huggingface/text-generation-inference: docs/source/installation_amd.md, installation_intel.md, backends/neuron.md; backends/gaudi",
  },
  {
    what: "Ollama",
    name: /(?:^|\/)ollama$/,
    plain: { repository: /(?:^|\/)ollama\/ollama$/, vendor: "nvidia" },
    images: { nvidia: "ollama/ollama:VERSION", amd: "ollama/ollama:rocm" },
    source: "ollama/ollama: docs/docker.mdx",
  },
  {
    what: "llama.cpp",
    name: /(?:^|\/)(?:ggml-org|ggerganov)\/llama\.cpp$/,
    images: {
      nvidia: "ghcr.io/ggml-org/llama.cpp:server-cuda",
      amd: "ghcr.io/ggml-org/llama.cpp:server-rocm",
      intel: "ghcr.io/ggml-org/llama.cpp:server-intel",
    },
    source: "ggml-org/llama.cpp: docs/docker.md",
  },
  {
    what: "PyTorch",
    name: /(?:^|\/)(?:pytorch|rocm|nvidia)\/pytorch$/,
    plain: { repository: /(?:^|\/)pytorch\/pytorch$/, vendor: "nvidia" },
    images: { nvidia: "pytorch/pytorch", amd: "rocm/pytorch" },
    source: "pytorch/pytorch: README.md (Docker image); vllm-project/vllm: gpu.rocm.inc.md",
  },
];
