import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import type { WirePolicy, WirePolicyRule } from '../../../sdk/wire.ts';
import { client, may } from '../gateway/account.ts';
import { useLoaded } from '../state/load.ts';
import { say } from '../state/toast.ts';
import { explain, plural, words } from '../state/words.ts';
import { Badge } from '../ui/badge.tsx';
import { CopyId } from '../ui/copy-id.tsx';
import { Icon } from '../ui/icon.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { Fact, Panel, Tile } from '../ui/panel.tsx';
import { Empty, Shown } from '../ui/standing.tsx';
import { Time } from '../ui/time.tsx';
import { PolicyEditor } from './policy-editor.tsx';

/** What is in force: rules, thresholds, and what is worth saying about them. */
export function PolicyPage(): JSX.Element {
  const policy = useLoaded(() => client().policy(), { on: ({ kind }) => kind === 'policy' });
  const reload = () => {
    client()
      .reloadPolicy()
      .then(
        () => {
          say('The policy files were loaded again.', { tone: 'good' });
          policy.again();
        },
        (error: unknown) => say(`Kept the policy in force. ${explain(error).text}`, { tone: 'bad' }),
      );
  };
  return (
    <div class="page">
      <PageHead
        title="Policy"
        actions={
          <button type="button" class="button" disabled={!may('admin')} onClick={reload}>
            <Icon name="undo" /> Reload the files
          </button>
        }
      >
        What agents may do unasked, what is asked, and what nobody may do.
      </PageHead>
      <Shown of={policy} rows={6}>
        {(known) => <Known policy={known} onSaved={policy.again} />}
      </Shown>
    </div>
  );
}

function Known({ policy, onSaved }: { readonly policy: WirePolicy; readonly onSaved: () => void }): JSX.Element {
  const {
    profile,
    mode,
    warnings,
    rules,
    window,
    thresholds,
    cedar_mode: cedar,
    critical_approvers: approvers,
    version,
  } = policy;
  return (
    <>
      {warnings.length === 0 ? null : (
        <Panel title="Warnings" note={String(warnings.length)}>
          <ul class="warnings">
            {warnings.map((warning) => (
              <li key={warning}>
                <Icon name="warning" size={16} /> {warning}
              </li>
            ))}
          </ul>
        </Panel>
      )}
      <dl class="tiles">
        <Tile name="Profile" value={words(profile)} note={PROFILES[profile]} />
        <Tile
          name="Mode"
          value={words(mode)}
          note={mode === 'shadow' ? 'recorded, not enforced' : 'decisions are binding'}
          tone={mode === 'shadow' ? 'ask' : 'plain'}
        />
        <Tile name="Rules" value={rules.length} note={`Cedar: ${cedar}`} />
        <Tile name="Critical needs" value={plural(approvers, 'person', 'people')} note="and a second factor" />
      </dl>
      <div class="columns wide-left">
        <Rules rules={rules} />
        <div class="stack">
          <Panel title="When it asks">
            <dl class="facts">
              {Object.entries(thresholds).map(([channel, score]) => (
                <Fact key={channel} name={channel}>
                  from a risk of {score}
                </Fact>
              ))}
              <Fact name="Window">
                {window === null
                  ? 'always open'
                  : `${clock(window.from_minute)} to ${clock(window.to_minute)}, ${window.time_zone}`}
              </Fact>
              <Fact name="Version">
                <CopyId id={version} label="policy version" />
              </Fact>
            </dl>
          </Panel>
        </div>
      </div>
      <PolicyEditor onSaved={onSaved} />
    </>
  );
}

const PROFILES = {
  safe: 'asks before most things',
  dev: 'reads and builds freely',
  'full-auto': 'asks only for what is grave',
} as const;
const LOOKS = {
  permit: ['allow', 'check', 'Permit'],
  forbid: ['deny', 'cross', 'Forbid'],
  ask: ['ask', 'ask', 'Ask'],
} as const;

function Rules({ rules }: { readonly rules: readonly WirePolicyRule[] }): JSX.Element {
  const filter = useSignal('');
  const shown = rules.filter(({ id, reason }) => `${id} ${reason}`.toLowerCase().includes(filter.value.toLowerCase()));
  return (
    <Panel
      title="Rules"
      note={plural(shown.length, 'rule')}
      flush
      actions={
        <input
          type="search"
          class="small-input"
          aria-label="Filter rules"
          placeholder="Filter"
          value={filter.value}
          onInput={(event) => {
            filter.value = event.currentTarget.value;
          }}
        />
      }
    >
      {rules.length === 0 ? (
        <Empty icon="policy" title="No rules of your own">
          <p>
            The gates that are built in decide: hard floor, risk, budgets, window. Rules are added in{' '}
            <code>policy.yaml</code>.
          </p>
        </Empty>
      ) : (
        <ul class="list rules">
          {shown.map(({ id, layer, decision, reason, instead, expires_at_ms: expires }) => {
            const [tone, icon, said] = LOOKS[decision];
            return (
              <li key={`${layer} ${id}`}>
                <Badge tone={tone} icon={icon}>
                  {said}
                </Badge>
                <span class="list-main">
                  <b class="mono">{id}</b>
                  <small>{reason}</small>
                  {instead === '' ? null : <small>Instead: {instead}</small>}
                </span>
                {expires === null ? null : (
                  <small class="quiet">
                    ends <Time atMs={expires} />
                  </small>
                )}
                <span class="panel-note">{words(layer)}</span>
              </li>
            );
          })}
        </ul>
      )}
    </Panel>
  );
}

function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
