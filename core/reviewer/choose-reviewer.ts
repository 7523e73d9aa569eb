/** Which companies make the models of agents that we know, by the origin of their tools. */
const PROVIDER_OF_ORIGIN: ReadonlyMap<string, string> = new Map([
  ['builtin:claude-code', 'anthropic'],
  ['builtin:codex', 'openai'],
  ['builtin:gemini-cli', 'google'],
]);

/** Who proposed an action, as far as it tells whose model it is. */
export type Proposer = { readonly principal: string; readonly origin: string };

/**
 * The reviewers that may judge what a proposer proposes, in order of preference: those of another provider than the
 * proposer's, and all of them only where there is no such reviewer.
 *
 * `proposers` says whose model an agent runs on; without an entry it is told by the agent's own tools, if at all.
 */
export function eligibleReviewers<Candidate extends { readonly provider: string }>(
  reviewers: readonly Candidate[],
  { principal, origin }: Proposer,
  proposers: { readonly [principal: string]: string },
): readonly Candidate[] {
  const own = Object.hasOwn(proposers, principal) ? proposers[principal] : PROVIDER_OF_ORIGIN.get(origin);
  const others = reviewers.filter(({ provider }) => provider !== own);
  return others.length > 0 ? others : reviewers;
}
