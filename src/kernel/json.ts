/** Values that an edit can write. Numbers are integers; everything that must stay text is a string. */
export type Json = string | number | boolean | null | readonly Json[] | JsonMap;

/** A map of such values, such as a whole object. */
export type JsonMap = { readonly [key: string]: Json };
