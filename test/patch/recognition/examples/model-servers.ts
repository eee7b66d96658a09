import { type Examples, row } from "./row.ts";

/** Model servers and pipelines. */
export const MODEL_SERVER_EXAMPLES: Readonly<Record<string, Examples>> = {
  vLLM: row(
    ["vllm/vllm-openai:v0.10.0", "public.ecr.aws/neuron/pytorch-inference-vllm-neuronx:0.9.1"],
    ["vllm serve google/gemma-3-1b-it", "python3 -m vllm.entrypoints.openai.api_server --model x"],
    [
      "team/vllmish:1",
      "registry.example/vllm-bench-client",
      "lmcache/vllm-router",
      "pip install vllm",
      "echo vllm serve",
      "vllm bench serve",
    ],
  ),
  Triton: row(
    ["nvcr.io/nvidia/tritonserver:24.05-py3"],
    ["tritonserver --model-repository=/models", "/opt/tritonserver/bin/tritonserver --exit-on-error=false"],
    ["openai/triton-lang", "perf --url tritonserver", "python triton_kernel.py"],
  ),
  "text-generation-inference": row(
    ["ghcr.io/huggingface/text-generation-inference:2.2.0", "ghcr.io/huggingface/tgi-gaudi:2.0.6"],
    ["text-generation-launcher --model-id x"],
    ["opea/llm-tgi:latest", "example/text-generation", "example/tgi"],
  ),
  "text-embeddings-inference": row(
    ["ghcr.io/huggingface/text-embeddings-inference:cpu-1.5", "ghcr.io/huggingface/tei-gaudi:1.5.0"],
    ["text-embeddings-router --model-id x"],
    ["opea/embedding-tei:latest", "example/embeddings"],
  ),
  SGLang: row(
    ["lmsysorg/sglang:v0.4"],
    ["python3 -m sglang.launch_server --model-path x"],
    ["lmsysorg/sglang-router", "python -m sglang.bench_serving"],
  ),
  "llama.cpp": row(
    ["ghcr.io/ggml-org/llama.cpp:server-cuda"],
    ["/app/llama-server -m model.gguf", "python3 -m llama_cpp.server"],
    ["example/llama", "example/llama-stack", "llama-cli -m x"],
  ),
  Ollama: row(
    ["ollama/ollama:0.3"],
    ["ollama serve"],
    ["ghcr.io/ollama-webui/ollama-webui-ui", "ollama pull llama3"],
  ),
  "a KServe model server": row(
    ["kserve/sklearnserver:v0.15", "kserve/huggingfaceserver:latest-gpu"],
    ["python -m sklearnserver --model_dir=/m"],
    ["kserve/kserve-controller:v0.15", "kserve/storage-initializer"],
  ),
  TorchServe: row(
    ["pytorch/torchserve:0.9.0-gpu"],
    ["torchserve --start --ncs"],
    ["pytorch/pytorch:2.4", "pytorch/torch"],
  ),
  "TensorFlow Serving": row(
    ["tensorflow/serving:2.13.1-gpu", "us-docker.pkg.dev/cloud-tpu-images/inference/tf-serving-tpu:2.13.0"],
    ["tensorflow_model_server --port=8500"],
    ["tensorflow/tensorflow:2.14.0", "example/serving"],
  ),
  "OpenVINO Model Server": row(
    ["openvino/model_server:latest"],
    ["/ovms/bin/ovms --config_path c.json"],
    ["openvino/ubuntu22_dev", "example/model_server"],
  ),
  "Ray Serve": row(
    ["anyscale/ray-llm:latest"],
    ["serve run app:deployment"],
    ["rayproject/ray:2.40", "ray start --head", "serve status"],
  ),
  BentoML: row(
    ["ghcr.io/bentoml/openllm:0.6"],
    ["bentoml serve service:svc --port 3000"],
    ["bentoml/yatai", "bentoml build"],
  ),
  ComfyUI: row(
    ["yanwk/comfyui-boot:cu124"],
    ["comfy launch -- --listen"],
    ["example/comfy", "comfy node install x"],
  ),
  "Stable Diffusion web UI": row(
    ["universonic/stable-diffusion-webui:latest", "ghcr.io/invoke-ai/invokeai:main"],
    ["bash webui.sh --listen", "invokeai-web"],
    ["example/stable-diffusion", "openwebui/open"],
  ),
  MLServer: row(
    ["seldonio/mlserver:1.6"],
    ["mlserver start /models"],
    ["example/ml-server", "mlserver build ."],
  ),
  LMDeploy: row(
    ["openmmlab/lmdeploy:latest"],
    ["lmdeploy serve api_server x"],
    ["example/lm-deploy", "lmdeploy convert x"],
  ),
  "TensorRT-LLM": row(
    ["nvcr.io/nvidia/tensorrt-llm:0.20"],
    ["trtllm-serve model --port 8000"],
    ["nvcr.io/nvidia/tensorrt:24.05", "trtllm-build --x"],
  ),
  "NVIDIA NIM": row(
    ["nvcr.io/nim/meta/llama-3.1-8b-instruct:1.3"],
    [],
    ["nvcr.io/nvidia/k8s-nim-operator", "example/nim"],
  ),
  "DJL Serving": row(["deepjavalibrary/djl-serving:0.30"], ["djl-serving -m x"], ["deepjavalibrary/djl"]),
  LocalAI: row(
    ["localai/localai:latest-gpu-nvidia-cuda-12", "quay.io/go-skynet/local-ai:v2"],
    ["local-ai run phi-2"],
    ["example/local"],
  ),
  Infinity: row(["michaelf34/infinity:latest"], ["infinity_emb v2 --model-id x"], ["example/infinity"]),
  Xinference: row(
    ["xprobe/xinference:latest"],
    ["xinference-local -H 0.0.0.0"],
    ["example/inference", "xinference list"],
  ),
  FastChat: row(
    ["example/fastchat:1"],
    ["python3 -m fastchat.serve.model_worker"],
    ["example/fast-chat-x", "python -m fastchat.train.train"],
  ),
  Aphrodite: row(["alpindale/aphrodite-openai:latest"], ["aphrodite run model"], ["example/aphrodite"]),
  JetStream: row(
    ["us-docker.pkg.dev/cloud-tpu-images/inference/maxengine-server:v0.2.2"],
    ["python MaxText/maxengine_server.py MaxText/configs/base.yml"],
    ["natsio/jetstream", "us-docker.pkg.dev/cloud-tpu-images/inference/jetstream-http:v0.2.2"],
  ),
  "a speech server": row(
    ["fedirz/faster-whisper-server:latest-cuda", "nvcr.io/nvidia/riva/riva-speech:2.15"],
    ["python3 -m wyoming_faster_whisper --model base"],
    ["example/speech", "whisper audio.wav"],
  ),
  Dynamo: row(
    ["nvcr.io/nvidia/ai-dynamo/vllm-runtime:0.4"],
    ["python3 -m dynamo.vllm --model x"],
    ["amazon/dynamodb-local", "dynamo build x"],
  ),
  "Multi Model Server": row(
    ["awsdeeplearningteam/multi-model-server:1.1"],
    ["multi-model-server --start"],
    ["example/model-server"],
  ),
  "Seldon's server": row(
    ["seldonio/seldon-core-s2i-python3:1.18"],
    ["seldon-core-microservice Model REST"],
    ["seldonio/seldon-core-operator"],
  ),
  "MLC LLM": row(["example/mlc-llm:1"], ["mlc_llm serve x"], ["mlc_llm compile x"]),
  DeepStream: row(
    ["nvcr.io/nvidia/deepstream:7.0-triton-multiarch"],
    ["deepstream-app -c cfg.txt"],
    ["example/deep-stream", "example/stream"],
  ),
  Morpheus: row(
    ["nvcr.io/nvidia/morpheus/morpheus:24.10-runtime"],
    ["morpheus run pipeline-nlp"],
    ["example/morph"],
  ),
  Frigate: row(["ghcr.io/blakeblackshear/frigate:stable"], [], ["example/frigate"]),
};
