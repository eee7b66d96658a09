import type { ProgramRow } from "./row.ts";

/** Programs that keep models loaded and answer requests. */
export const MODEL_SERVERS: readonly ProgramRow[] = [
  {
    what: "vLLM",
    images: ["vllm"],
    commands: ["vllm serve", "vllm.entrypoints.*"],
    source: "vllm-project/vllm: docs/deployment/docker.md, docs/deployment/k8s.md",
  },
  {
    what: "Triton",
    images: ["tritonserver", "triton-inference-server"],
    commands: ["tritonserver", "launch_triton_server.py"],
    source: "triton-inference-server/server: docs/getting_started/quickstart.md",
  },
  {
    what: "text-generation-inference",
    images: ["text-generation-inference", "huggingface/tgi-*"],
    commands: ["text-generation-launcher", "text-generation-server serve"],
    source: "huggingface/text-generation-inference: README.md; huggingface/tgi-gaudi: README.md",
  },
  {
    what: "text-embeddings-inference",
    images: ["text-embeddings-inference", "huggingface/tei-*"],
    commands: ["text-embeddings-router"],
    source: "huggingface/text-embeddings-inference: README.md; huggingface/tei-gaudi: README.md",
  },
  {
    what: "SGLang",
    images: ["sglang"],
    commands: ["sglang.launch_server", "sglang serve"],
    source: "sgl-project/sglang: docs/get_started/install.md",
  },
  {
    what: "llama.cpp",
    images: ["llama-cpp", "ggml-org/llama.cpp", "ggerganov/llama.cpp"],
    commands: ["llama-server", "llama_cpp.server"],
    source: "ggml-org/llama.cpp: docs/docker.md, tools/server/README.md; abetlen/llama-cpp-python: README.md",
  },
  {
    what: "Ollama",
    images: ["ollama"],
    commands: ["ollama serve"],
    source: "ollama/ollama: docs/docker.md",
  },
  {
    what: "a KServe model server",
    images: ["sklearnserver", "xgbserver", "lgbserver", "huggingfaceserver", "pmmlserver", "paddleserver"],
    commands: ["sklearnserver", "xgbserver", "lgbserver", "huggingfaceserver"],
    source: "kserve/kserve: config/runtimes, python/*.Dockerfile",
  },
  {
    what: "TorchServe",
    images: ["torchserve"],
    commands: ["torchserve"],
    source: "pytorch/serve: docker/README.md",
  },
  {
    what: "TensorFlow Serving",
    images: ["tensorflow/serving", "tf-serving", "tensorflow-serving"],
    commands: ["tensorflow_model_server", "tf_serving_entrypoint.sh"],
    source: "tensorflow/serving: tensorflow_serving/g3doc/docker.md",
  },
  {
    what: "OpenVINO Model Server",
    images: ["openvino/model_server", "ovms"],
    commands: ["ovms"],
    source: "openvinotoolkit/model_server: docs/deploying_server_docker.md",
  },
  {
    what: "Ray Serve",
    images: ["ray-llm"],
    commands: ["serve run", "serve deploy"],
    source: "docs.ray.io: serve/api, the CLI of Serve",
  },
  {
    what: "BentoML",
    images: ["openllm"],
    commands: ["bentoml serve", "bentoml serve-http", "openllm serve", "openllm start"],
    source: "bentoml/BentoML: docs/source/reference/bentoml/cli.rst; bentoml/OpenLLM: README.md",
  },
  {
    what: "ComfyUI",
    images: ["comfyui"],
    commands: ["comfy launch"],
    source: "comfyanonymous/ComfyUI: README.md; Comfy-Org/comfy-cli: README.md",
  },
  {
    what: "Stable Diffusion web UI",
    images: ["stable-diffusion-webui", "sd-webui", "invokeai"],
    commands: ["webui.sh", "launch.py --listen", "invokeai-web"],
    source: "AUTOMATIC1111/stable-diffusion-webui: README.md; invoke-ai/InvokeAI: docker/README.md",
  },
  {
    what: "MLServer",
    images: ["mlserver"],
    commands: ["mlserver start"],
    source: "SeldonIO/MLServer: README.md",
  },
  {
    what: "LMDeploy",
    images: ["lmdeploy"],
    commands: ["lmdeploy serve"],
    source: "InternLM/lmdeploy: docs/en/llm/api_server.md",
  },
  {
    what: "TensorRT-LLM",
    images: ["tensorrt-llm", "trtllm"],
    commands: ["trtllm-serve"],
    source: "NVIDIA/TensorRT-LLM: docs/source/commands/trtllm-serve",
  },
  {
    what: "NVIDIA NIM",
    images: ["nim/*/*"],
    commands: [],
    source: "docs.nvidia.com/nim: images are nvcr.io/nim/<publisher>/<model>",
  },
  {
    what: "DJL Serving",
    images: ["djl-serving", "djl-inference"],
    commands: ["djl-serving"],
    source: "deepjavalibrary/djl-serving: README.md",
  },
  {
    what: "LocalAI",
    images: ["localai/localai", "local-ai"],
    commands: ["local-ai run"],
    source: "mudler/LocalAI: README.md",
  },
  {
    what: "Infinity",
    images: ["michaelf34/infinity"],
    commands: ["infinity_emb v2"],
    source: "michaelfeil/infinity: README.md",
  },
  {
    what: "Xinference",
    images: ["xinference"],
    commands: ["xinference-local", "xinference-worker"],
    source: "xorbitsai/inference: doc/source/getting_started/using_docker_image.rst",
  },
  {
    what: "FastChat",
    images: ["fastchat"],
    commands: ["fastchat.serve.*"],
    source: "lm-sys/FastChat: README.md",
  },
  {
    what: "Aphrodite",
    images: ["aphrodite-engine", "aphrodite-openai"],
    commands: ["aphrodite run"],
    source: "aphrodite-engine/aphrodite-engine: README.md",
  },
  {
    what: "JetStream",
    images: ["maxengine-server", "jetstream-pytorch-server", "jetstream-maxtext"],
    commands: ["MaxText.maxengine_server", "maxengine_server.py", "jetstream.core.*"],
    source: "AI-Hypercomputer/JetStream: docs/online-inference-with-maxtext-engine.md",
  },
  {
    what: "a speech server",
    images: ["faster-whisper-server", "speaches", "whisper-asr-webservice", "wyoming-whisper", "riva-speech"],
    commands: ["wyoming_faster_whisper"],
    source:
      "speaches-ai/speaches, ahmetoner/whisper-asr-webservice, rhasspy/wyoming-faster-whisper; nvcr.io/nvidia/riva",
  },
  {
    what: "Dynamo",
    images: ["ai-dynamo/*"],
    commands: ["dynamo.vllm", "dynamo.sglang", "dynamo.trtllm", "dynamo serve", "dynamo run"],
    source: "ai-dynamo/dynamo: README.md",
  },
  {
    what: "Multi Model Server",
    images: ["multi-model-server"],
    commands: ["multi-model-server"],
    source: "awslabs/multi-model-server: README.md",
  },
  {
    what: "Seldon's server",
    images: ["seldon-core-s2i"],
    commands: ["seldon-core-microservice"],
    source: "SeldonIO/seldon-core: doc/source/python/python_server.md",
  },
  {
    what: "MLC LLM",
    images: ["mlc-llm"],
    commands: ["mlc_llm serve"],
    source: "mlc-ai/mlc-llm: docs/deploy/rest.rst",
  },
];

/** Programs that work on a stream without end. */
export const PIPELINES: readonly ProgramRow[] = [
  {
    what: "DeepStream",
    images: ["deepstream"],
    commands: ["deepstream-app", "deepstream-test*-app"],
    source: "docs.nvidia.com/metropolis/deepstream: Docker containers; nvcr.io/nvidia/deepstream",
  },
  {
    what: "Morpheus",
    images: ["morpheus"],
    commands: ["morpheus run"],
    source: "nv-morpheus/Morpheus: docs/source/getting_started.md",
  },
  {
    what: "Frigate",
    images: ["blakeblackshear/frigate"],
    commands: [],
    source: "blakeblackshear/frigate: docs/docs/frigate/installation.md",
  },
];
