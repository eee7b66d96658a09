/**
 * Fields that OpenAPI calls required and the API server does without: the Go type lacks `omitempty`, which is all that
 * `required` means there, and neither defaulting nor validation (`pkg/apis/*\/validation/validation.go` of
 * kubernetes/kubernetes) asks for a value. Each with what the server makes of its absence.
 */
export const ACCEPTED_ABSENT: Readonly<Record<string, string>> = {
  "apps.v1.StatefulSetSpec.serviceName": "no governing Service; no longer required since 1.33",
  "batch.v1.PodFailurePolicyOnPodConditionsPattern.status": "defaults to True",
  "core.v1.HTTPHeader.value": "an empty header",
  "core.v1.ISCSIVolumeSource.lun": "0, which is a valid number",
  "core.v1.LimitRangeSpec.limits": "no limits",
  "core.v1.PreferredSchedulingTerm.preference": "a term that matches every node",
  "core.v1.ScaleIOVolumeSource.secretRef": "not looked at",
  "core.v1.SleepAction.seconds": "0, which is valid from 1.33 on",
  "core.v1.Sysctl.value": "an empty value",
  "scheduling.v1.PriorityClass.value": "0; no longer required since 1.36",
};
