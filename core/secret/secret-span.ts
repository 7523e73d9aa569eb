/** Where a secret stands in a text: from `start` up to `end`, in UTF-16 units, and by which rule it was found. */
export type SecretSpan = { readonly kind: string; readonly start: number; readonly end: number };
