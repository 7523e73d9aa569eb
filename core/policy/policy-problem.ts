/** One thing that is wrong with a policy source: where (its name and a JSON path), what was found and what was wanted. */
export type PolicyProblem = {
  readonly source: string;
  readonly path: string;
  readonly found: string;
  readonly wanted: string;
};

/** Writes a problem as one line for people. */
export function describePolicyProblem({ source, path, found, wanted }: PolicyProblem): string {
  return `read ${source} at ${path}: found ${found}, want ${wanted}`;
}

/** Splits a phrase `found …, want …` into its parts. */
export function phraseOf(phrase: string): Pick<PolicyProblem, 'found' | 'wanted'> {
  const at = phrase.lastIndexOf(', want ');
  return { found: phrase.slice('found '.length, at), wanted: phrase.slice(at + ', want '.length) };
}

/** Writes a JSON value for a problem: its kind, and short values themselves. */
export function describeValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return JSON.stringify(value.length > 48 ? `${value.slice(0, 48)}…` : value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return 'a mapping';
}
