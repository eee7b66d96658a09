import type { ProgramRow } from "./row.ts";

/** Programs that fit a model, or start the ranks of a program that does, and end. */
export const TRAINERS: readonly ProgramRow[] = [
  {
    what: "torchrun",
    images: [],
    commands: ["torchrun", "torch.distributed.run", "torch.distributed.launch", "neuron_parallel_compile"],
    source:
      "pytorch/pytorch: docs/source/elastic/run.rst; AWS Neuron: neuron_parallel_compile wraps a training script",
  },
  {
    what: "DeepSpeed",
    images: ["deepspeed"],
    commands: ["deepspeed", "deepspeed.launcher.*"],
    source: "microsoft/DeepSpeed: docs/_tutorials/getting-started.md",
  },
  {
    what: "Accelerate",
    images: [],
    commands: ["accelerate launch", "accelerate.commands.launch"],
    source: "huggingface/accelerate: docs/source/basic_tutorials/launch.md",
  },
  {
    what: "Horovod",
    images: ["horovod"],
    commands: ["horovodrun"],
    source: "horovod/horovod: docs/running.rst",
  },
  {
    what: "PyTorch Lightning",
    images: ["pytorch-lightning", "litgpt"],
    commands: ["lightning run", "fabric run", "litgpt finetune*", "litgpt pretrain"],
    source:
      "Lightning-AI/pytorch-lightning: docs/source-fabric/fundamentals/launch.rst; Lightning-AI/litgpt: README.md",
  },
  {
    what: "Axolotl",
    images: ["axolotl", "axolotl-cloud"],
    commands: ["axolotl train", "axolotl.cli.train"],
    source: "axolotl-ai-cloud/axolotl: docs/cli.qmd, docs/docker.qmd",
  },
  {
    what: "NeMo",
    images: ["nvidia/nemo", "bignlp-training", "nemo-automodel"],
    commands: ["megatron_gpt_pretraining.py", "megatron_gpt_finetuning.py", "nemo llm"],
    source: "NVIDIA/NeMo: README.md, examples/nlp/language_modeling; nvcr.io/nvidia/nemo",
  },
  {
    what: "Megatron",
    images: ["megatron", "megatron-lm"],
    commands: ["pretrain_gpt.py", "pretrain_bert.py", "pretrain_t5.py", "pretrain_llama*.py"],
    source: "NVIDIA/Megatron-LM: README.md",
  },
  {
    what: "a Hugging Face training script",
    images: [],
    commands: [
      "run_clm.py",
      "run_mlm.py",
      "run_glue.py",
      "run_qa.py",
      "run_squad.py",
      "run_translation.py",
      "run_summarization.py",
    ],
    source: "huggingface/transformers: examples/pytorch",
  },
  {
    what: "TRL",
    images: ["trl"],
    commands: ["trl sft", "trl dpo", "trl grpo", "trl kto", "trl reward"],
    source: "huggingface/trl: docs/source/clis.md",
  },
  {
    what: "LLaMA-Factory",
    images: ["llamafactory", "llama-factory"],
    commands: ["llamafactory-cli train"],
    source: "hiyouga/LLaMA-Factory: README.md",
  },
  {
    what: "torchtune",
    images: ["torchtune"],
    commands: ["tune run"],
    source: "pytorch/torchtune: docs/source/tune_cli.rst",
  },
  {
    what: "MaxText",
    images: ["maxtext", "maxtext-runner"],
    commands: ["MaxText.train", "MaxText/train.py", "maxtext.trainers.*"],
    source: "AI-Hypercomputer/maxtext: docs/run_maxtext",
  },
  {
    what: "Colossal-AI",
    images: ["colossalai"],
    commands: ["colossalai run"],
    source: "hpcaitech/ColossalAI: README.md",
  },
  {
    what: "Composer",
    images: ["mosaicml/composer", "llm-foundry"],
    commands: ["composer train*", "composer *.py"],
    source: "mosaicml/composer: README.md; mosaicml/llm-foundry: README.md",
  },
  {
    what: "reinforcement learning on language models",
    images: ["openrlhf", "verl"],
    commands: ["openrlhf.cli.*", "verl.trainer.*"],
    source: "OpenRLHF/OpenRLHF: README.md; volcengine/verl: README.md",
  },
  {
    what: "Detectron's trainer",
    images: [],
    commands: ["train_net.py", "tools/train.py"],
    source: "facebookresearch/detectron2: GETTING_STARTED.md",
  },
  {
    what: "Ultralytics' trainer",
    images: [],
    commands: ["yolo train", "yolo detect train", "yolo segment train"],
    source: "ultralytics/ultralytics: docs/en/usage/cli.md",
  },
  {
    what: "a training benchmark",
    images: ["tf-cnn-benchmarks", "mlperf-training"],
    commands: ["tf_cnn_benchmarks.py", "run_and_time.sh"],
    source: "tensorflow/benchmarks: scripts/tf_cnn_benchmarks; mlcommons/training",
  },
  {
    what: "XGBoost",
    images: ["xgboost"],
    commands: ["dmlc-submit", "xgboost *.conf"],
    source: "dmlc/xgboost: doc/tutorials; demo/CLI; dmlc/dmlc-core: tracker",
  },
  {
    what: "LightGBM",
    images: ["lightgbm"],
    commands: ["lightgbm config=*"],
    source: "microsoft/LightGBM: docs/Quick-Start.rst",
  },
  {
    what: "nnU-Net",
    images: ["nnunet"],
    commands: ["nnUNetv2_train", "nnUNet_train"],
    source: "MIC-DKFZ/nnUNet: documentation/how_to_use_nnunet.md",
  },
  {
    what: "T5X",
    images: ["t5x"],
    commands: ["t5x.train", "t5x/train.py"],
    source: "google-research/t5x: README.md",
  },
];

/** Programs that start the ranks of any parallel program: training, simulation, a benchmark. */
export const LAUNCHERS: readonly ProgramRow[] = [
  {
    what: "MPI",
    images: ["mpioperator/*"],
    commands: ["mpirun", "mpiexec", "mpiexec.hydra"],
    source: "kubeflow/mpi-operator: examples/v2beta1",
  },
];
