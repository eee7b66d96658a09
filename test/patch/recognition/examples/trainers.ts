import { type Examples, row } from "./row.ts";

/** Trainers and launchers. */
export const TRAINER_EXAMPLES: Readonly<Record<string, Examples>> = {
  torchrun: row(
    [],
    [
      "torchrun --nproc_per_node=8 main.py",
      "python -m torch.distributed.launch main.py",
      "numactl -N 0 torchrun main.py",
    ],
    ["pip install torchrun", "echo torchrun", "tool --launcher torchrun"],
  ),
  DeepSpeed: row(
    ["deepspeed/deepspeed:latest"],
    ["deepspeed --num_gpus=8 main.py"],
    ["example/deep-speed", "python serve.py --deepspeed"],
  ),
  Accelerate: row(
    [],
    ["accelerate launch --num_processes 4 fine_tune.py", "/usr/local/bin/accelerate launch x.py"],
    ["accelerate config", "accelerate env"],
  ),
  Horovod: row(["horovod/horovod:0.28"], ["horovodrun -np 4 python main.py"], ["example/horo"]),
  "PyTorch Lightning": row(
    ["pytorchlightning/pytorch-lightning:latest"],
    ["fabric run --devices=4 main.py", "litgpt finetune_lora model"],
    ["example/lightning", "lightning create x"],
  ),
  Axolotl: row(
    ["axolotlai/axolotl:main-latest"],
    ["python -m axolotl.cli.train cfg.yaml", "axolotl train cfg.yaml"],
    ["example/axo", "axolotl inference cfg.yaml"],
  ),
  NeMo: row(
    ["nvcr.io/nvidia/nemo:24.07"],
    ["python /opt/NeMo/examples/nlp/megatron_gpt_pretraining.py"],
    ["nemoplugin/nemo-ui", "example/nemo"],
  ),
  Megatron: row(
    ["example/megatron-lm:1"],
    ["python pretrain_gpt.py --tensor-model-parallel-size 2"],
    ["example/mega", "python tools/preprocess_data.py"],
  ),
  "a Hugging Face training script": row(
    [],
    ["python examples/pytorch/run_clm.py --do_train", "python run_glue.py"],
    ["python run_clmx.py", "python run_server.py"],
  ),
  TRL: row(["example/trl:1"], ["trl sft --model_name_or_path x"], ["example/control", "trl chat x"]),
  "LLaMA-Factory": row(
    ["hiyouga/llamafactory:latest"],
    ["llamafactory-cli train cfg.yaml"],
    ["example/factory", "llamafactory-cli api cfg.yaml"],
  ),
  torchtune: row(
    ["example/torchtune:1"],
    ["tune run lora_finetune_single_device --config x"],
    ["tune download x", "example/tune"],
  ),
  MaxText: row(
    ["gcr.io/tpu-prod/maxtext-runner:1"],
    ["python3 MaxText/train.py MaxText/configs/base.yml", "python3 -m MaxText.train base.yml"],
    ["python3 MaxText/decode.py", "example/max-text-x"],
  ),
  "Colossal-AI": row(
    ["hpcaitech/colossalai:0.4"],
    ["colossalai run --nproc_per_node 4 x.py"],
    ["colossalai check -i"],
  ),
  Composer: row(
    ["mosaicml/composer:latest", "mosaicml/llm-foundry:2.3.0_cu121"],
    ["composer train/train.py cfg.yaml"],
    ["library/composer:2", "composer install"],
  ),
  OpenRLHF: row(["example/openrlhf:1"], ["python -m openrlhf.cli.train_ppo_ray"], ["example/openrl"]),
  verl: row(["verlai/verl:app"], ["python3 -m verl.trainer.main_ppo"], ["example/overlay"]),
  "Detectron's trainer": row(
    [],
    ["python tools/train_net.py --config-file x", "python tools/train.py cfg.py"],
    ["python tools/test_net.py"],
  ),
  "Ultralytics' trainer": row(
    [],
    ["yolo train data=coco.yaml", "yolo detect train data=coco.yaml"],
    ["yolo predict source=x", "yolo export"],
  ),
  "a training benchmark": row(
    ["example/tf-cnn-benchmarks:1"],
    ["python tf_cnn_benchmarks.py --model=resnet50"],
    ["example/benchmarks"],
  ),
  XGBoost: row(["example/xgboost:1"], ["dmlc-submit --cluster=kubernetes x"], ["example/boost"]),
  LightGBM: row(["example/lightgbm:1"], ["lightgbm config=train.conf"], ["example/gbm", "lightgbm --help"]),
  "nnU-Net": row(["example/nnunet:2"], ["nnUNetv2_train 1 3d_fullres 0"], ["nnUNetv2_predict -i x"]),
  T5X: row(["example/t5x:1"], ["python3 -m t5x.train --gin_file=x"], ["python3 -m t5x.infer"]),
  MPI: row(
    ["mpioperator/mpi-pi:openmpi"],
    ["mpirun -np 4 ./solver", "/opt/intel/mpiexec.hydra ./solver"],
    ["mpioperator/mpi-operator", "echo mpirun"],
  ),
};
