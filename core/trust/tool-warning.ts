/** What an operator should look at before trusting a tool. */
export const WARNING_KINDS = [
  'hidden-text',
  'instruction',
  'secret-reference',
  'shadowed-name',
  'confusable-name',
  'unusual-name',
  'built-in-name',
  'other-tool',
  'over-long',
] as const;
export type WarningKind = (typeof WARNING_KINDS)[number];

/** One thing that is odd about a listed tool: its kind, and a sentence for people that repeats nothing of the listing's prose. */
export type ToolWarning = { readonly kind: WarningKind; readonly text: string };

/** Kinds that good tools have now and then; a tool with any other is not trusted before somebody has looked at it. */
const MILD: ReadonlySet<WarningKind> = new Set(['other-tool', 'over-long']);

/** Tells whether a tool with these warnings must be looked at by an operator before anything of it runs. */
export function isAlarming(warnings: readonly ToolWarning[]): boolean {
  return warnings.some(({ kind }) => !MILD.has(kind));
}

/** Kinds that are an attack by being read: what they are found in is kept from the model until somebody has looked at it. */
const SPOKEN: ReadonlySet<WarningKind> = new Set(['hidden-text', 'instruction']);

/** Tells whether the very text of a listing with these warnings may work on the model that is shown it. */
export function speaksToModel(warnings: readonly ToolWarning[]): boolean {
  return warnings.some(({ kind }) => SPOKEN.has(kind));
}
