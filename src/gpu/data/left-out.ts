import type { LeftOutRow } from "../rows.ts";

/**
 * Verified facts of the research notes that the catalog does not have, with the reason. `fact` is a path in the notes,
 * where `*` is any one key and `a|b` either; a test finds every other verified fact in the catalog.
 */
export const LEFT_OUT: readonly LeftOutRow[] = [
  // Resources.
  leftOut(
    "resources > general_rule > *",
    "rules of Kubernetes itself: the code keeps them, whatever the vendor",
  ),
  leftOut("resources > * > * > platform", "a resource means the same on every platform"),
  leftOut(
    "resources > intel > * > deprecated",
    "a manifest may still have it, so it is recognised all the same",
  ),
  leftOut(
    "mig_profiles > gke_partition_sizes > nvidia-rtx-pro-6000 > profiles",
    "told in words, without the number per GPU",
  ),

  // Labels that say nothing about accelerators.
  leftOut(
    "platforms > gke|eks|aks > labels > nodepool|nodegroup|pool > key",
    "names a pool, which may be of CPU nodes: a selector on it is the team's own",
  ),
  leftOut(
    "platforms > eks-auto-mode > labels > auto > key|value",
    "says only that Auto Mode made the node, as it makes CPU nodes",
  ),
  leftOut("platforms > aks-nap > labels > version > key", "the version of a size; CPU sizes have one too"),
  leftOut(
    "platforms > coreweave > labels > state|reserved > key|value",
    "whether a node is in service and for whom; the same on CPU nodes",
  ),

  // Values of labels that are known by their key alone.
  leftOut(
    "platforms > generic-nvidia > labels > family|sharing|mig_capable|mig_strategy > values > *",
    "the label is recognised by its key whatever the value, and never written",
  ),
  leftOut(
    "platforms > generic-amd > labels > partition_support > values > *",
    "the label is recognised by its key whatever the value, and never written",
  ),
  leftOut(
    "platforms > generic-intel > labels > family > values > 0|1",
    "Flex and Max are selected by product, which is finer",
  ),
  leftOut(
    "platforms > generic-intel > labels > device > value",
    "a label for each PCI id; the product is selected",
  ),
  leftOut(
    "platforms > gke > labels > sharing|driver > values > *",
    "the label is recognised by its key whatever the value, and never written",
  ),
  leftOut(
    "platforms > gke > labels > max_clients > range",
    "how a pool is shared is the administrator's choice",
  ),
  leftOut(
    "platforms > eks > labels > gfd",
    "the same labels as on generic-nvidia, which EKS does not guarantee",
  ),
  leftOut(
    "platforms > openshift > extra_labels > autoscaler > examples > *",
    "the label belongs on MachineSets and is never written",
  ),

  // How nodes are set up: before gpuify, and not in the manifests it patches.
  leftOut(
    "platforms > generic-nvidia > product_suffixes > *",
    "shared and cut GPUs are asked for by their own resource or label; a plain product name rightly excludes them",
  ),
  leftOut(
    "platforms > generic-amd > label_shape > *",
    "nodes with unlike GPUs have a label for each device id, which no selector over several ids can be made of",
  ),
  leftOut("platforms > gke > sharing_rules > 1", "a default of node pools, not of pods"),
  leftOut("platforms > gke > driver_install", "drivers are installed by node pools"),
  leftOut("platforms > gke > library_path", "an image's own matter; GKE mounts the libraries for every pod"),
  leftOut("platforms > gke > rdma", "networks between machines need objects that gpuify does not write"),
  leftOut("platforms > eks-karpenter > dra", "gpuify writes no resource claims"),
  leftOut("platforms > eks-auto-mode > unsupported_label", "gpuify never writes it"),
  leftOut("platforms > eks-auto-mode > device_plugin", "what runs on the nodes, not what a pod asks for"),
  leftOut("platforms > aks > amd", "what has to be installed; the machine that is named is in the catalog"),
  leftOut("platforms > coreweave > rdma > count", "gpuify adds no network devices"),
  leftOut("platforms > minikube > start", "how minikube is started"),

  // Machines.
  leftOut(
    "platforms > gke > instances > g4-standard-6|g4-standard-12|g4-standard-24 > model|gpus",
    "a part of a GPU: it would take a pod that asks for a whole one",
  ),
  leftOut(
    "platforms > aks > instances > Standard_NV6ads_A10_v5|Standard_NV12ads_A10_v5|Standard_NV18ads_A10_v5 > model|gpus",
    "a part of a GPU: it would take a pod that asks for a whole one",
  ),
  leftOut("platforms > gke > tpu > all_type_values > 3|4|9", "no machine type or shape is known for it"),
  leftOut(
    "platforms > eks-karpenter > fractional_instances > gpu_count_label",
    "these machines are never selected, so their count is not needed",
  ),
  leftOut(
    "platforms > eks-karpenter > unknown_resources > 0",
    "the resource is recognised as on every platform; it is only ever in a manifest because a team's own plugin offers it",
  ),
  leftOut(
    "platforms > eks-karpenter > disruption_annotation > values > 1",
    "only the value that holds until the pod ends is written",
  ),

  // Models.
  leftOut(
    "platforms > aks-nap > sku_gpu_name_by_size > * > *",
    "the name is cut out of the size differently by release; the size is selected instead",
  ),
  leftOut(
    "gpu_models > * > aks_nap_sku_gpu_name",
    "the name is cut out of the size differently by release; the size is selected instead",
  ),
  leftOut(
    "gpu_models > a100-40gb > gfd_legacy > *",
    "drivers before 470 wrote it; no CUDA of today runs on them",
  ),
  leftOut("gpu_models > k80 > karpenter_aws", "Karpenter's instance table has no machine with it"),
  leftOut(
    "gpu_models > mi300x > vram_label",
    "the label is recognised by its key; the device id is selected",
  ),
  leftOut("gpu_models > gaudi2|gaudi3 > dra_model", "gpuify writes no resource claims"),
  leftOut("gpu_models_notes > memory_gib", "tells where the sizes come from; they are for display only"),
  leftOut("platforms > lke > models_offered > 0", "its product label was not verified"),

  // Claims, versions and other objects.
  leftOut("dra > api > *", "gpuify writes no resource claims, and reads those of every version"),
  leftOut(
    "dra > api > exactly_field_in > *",
    "gpuify writes no resource claims, and reads those of every version",
  ),
  leftOut("dra > device_classes > * > driver|attribute_domain", "claims are known by their device class"),
  leftOut("dra > device_classes > * > user_facing", "a class is known or not; nobody is told whose it is"),
  leftOut(
    "dra > device_classes > * > attributes|capacity|model_values > *",
    "gpuify writes no resource claims",
  ),
  leftOut("dra > nvidia_attributes > *", "gpuify writes no resource claims"),
  leftOut("dra > nvidia_product_name_format", "gpuify writes no resource claims"),
  leftOut("dra > nvidia_driver_requirements > *", "gpuify writes no resource claims"),
  leftOut("dra > cel_examples > *", "gpuify writes no resource claims"),
  leftOut(
    "dra > extended_resource_mapping > feature_gate|kep|alpha|beta",
    "about Kubernetes, not about nodes; gpuify writes no resource claims",
  ),
  leftOut(
    "kubernetes_features > * > alpha|beta|stable",
    "about Kubernetes, not about nodes: the step that writes a field knows since which version it is there",
  ),
  leftOut(
    "workload_facts > deployment_default_surge|gpu_safe_rollout > *",
    "about Deployments, not about nodes: the profile decides the rollout",
  ),
  leftOut("workload_facts > kueue > *", "queues are the team's own; gpuify does not touch their labels"),
  leftOut(
    "workload_facts > job_index_env|job_index_annotation",
    "what Kubernetes gives every pod of an indexed Job",
  ),
];

function leftOut(fact: string, reason: string): LeftOutRow {
  return { fact, reason };
}
