/** Which companies make the models of agents that we know, by the agent's name. */
const PROVIDER_OF_AGENT: ReadonlyMap<string, string> = new Map([
  ['claude-code', 'anthropic'],
  ['codex', 'openai'],
  ['gemini-cli', 'google'],
]);

/** Who proposed an action, as far as it tells whose model it is. */
export type Proposer = { readonly principal: string; readonly origin: string };

/**
 * The reviewers that may judge what a proposer proposes, in order of preference: those of another provider than the
 * proposer's, and all of them only where there is no such reviewer.
 *
 * `proposers` says whose model an agent runs on; without an entry it is told by the agent's own tools, or by
 * its name, if at all.
 */
export function eligibleReviewers<Candidate extends { readonly provider: string }>(
  reviewers: readonly Candidate[],
  { principal, origin }: Proposer,
  proposers: { readonly [principal: string]: string },
): readonly Candidate[] {
  const own = Object.hasOwn(proposers, principal) ? proposers[principal] : providerOf({ principal, origin });
  const others = reviewers.filter(({ provider }) => provider !== own);
  return others.length > 0 ? others : reviewers;
}

function providerOf({ principal, origin }: Proposer): string | undefined {
  return PROVIDER_OF_AGENT.get(behind(origin, 'builtin:')) ?? PROVIDER_OF_AGENT.get(behind(principal, 'agent:'));
}

function behind(text: string, start: string): string {
  return text.startsWith(start) ? text.slice(start.length) : '';
}
