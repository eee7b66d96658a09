/** Most completions of an Indexed Job (kubernetes/kubernetes pkg/apis/batch/validation: maxParallelismForIndexedJob). */
export const MOST_INDEXED = 100_000;
