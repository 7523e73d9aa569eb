import type { JSX } from 'preact';
import type { WirePolicyProposal } from '../../../sdk/wire.ts';
import { client, may } from '../gateway/account.ts';
import { go, linkTo } from '../router.ts';
import { useLoaded } from '../state/load.ts';
import { say } from '../state/toast.ts';
import { explain, nameOf } from '../state/words.ts';
import { Badge } from '../ui/badge.tsx';
import { Icon } from '../ui/icon.tsx';
import { Panel } from '../ui/panel.tsx';
import { Shown } from '../ui/standing.tsx';
import { Time } from '../ui/time.tsx';
import { VisibleText } from '../ui/visible-text.tsx';

const LIMIT = 50;

/** Rules that the gateway suggests after ten approvals, or that a person proposed with “always”. Nothing is in force by them. */
export function Suggestions(): JSX.Element {
  const proposals = useLoaded(() => client().listPolicyProposals({ limit: LIMIT }), {
    on: ({ kind }) => kind === 'approval' || kind === 'policy',
  });
  const dismiss = ({ index }: WirePolicyProposal) => {
    client()
      .prompts.dismissProposal(index)
      .then(
        () => {
          say('Put aside for thirty days.');
          proposals.again();
        },
        (error: unknown) => say(explain(error).text, { tone: 'bad' }),
      );
  };
  return (
    <Panel title="Suggestions" note="for the whitelist: approved ten times and never denied, or proposed by a person">
      <Shown of={proposals} rows={1}>
        {(list) => <List proposals={list.filter(({ state }) => state === 'open')} onDismiss={dismiss} />}
      </Shown>
    </Panel>
  );
}

function List({
  proposals,
  onDismiss,
}: {
  readonly proposals: readonly WirePolicyProposal[];
  readonly onDismiss: (proposal: WirePolicyProposal) => void;
}): JSX.Element {
  if (proposals.length === 0) {
    return (
      <p class="quiet">
        None. What is destructive or of high risk is never suggested, nor what was approved within a second.
      </p>
    );
  }
  return (
    <ul class="stack">
      {proposals.map((proposal) => (
        <Suggestion key={proposal.index} proposal={proposal} onDismiss={() => onDismiss(proposal)} />
      ))}
    </ul>
  );
}

function Suggestion({
  proposal: { index, rule_id: id, tool, by, at_ms: atMs, yaml, expires_at_ms: expires },
  onDismiss,
}: {
  readonly proposal: WirePolicyProposal;
  readonly onDismiss: () => void;
}): JSX.Element {
  return (
    <li class="saving">
      <header>
        <code>
          <VisibleText text={id ?? tool} />
        </code>
        <Badge>{by.startsWith('human:') ? `proposed by ${nameOf(by)}` : 'after ten approvals'}</Badge>
        <small class="quiet">
          <Time atMs={atMs} />
          {expires === null ? null : (
            <>
              ; would end <Time atMs={expires} />
            </>
          )}
        </small>
        {may('admin') ? (
          <span class="saving-actions">
            <button type="button" class="button small" onClick={() => go(`${linkTo('policy')}?add=${index}`)}>
              <Icon name="policy" size={16} /> Try it under Policy
            </button>
            <button type="button" class="button small" onClick={onDismiss}>
              Put aside
            </button>
          </span>
        ) : null}
      </header>
      {yaml === null ? null : (
        <details>
          <summary>The rule</summary>
          <pre class="code entry-text" tabIndex={0}>
            {yaml}
          </pre>
        </details>
      )}
    </li>
  );
}
