import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import type { WireFatigue, WireFatigueReading, WireSavingRule } from '../../../sdk/wire.ts';
import { client, may } from '../gateway/account.ts';
import { linkTo } from '../router.ts';
import { span } from '../state/clock.ts';
import { useLoaded } from '../state/load.ts';
import { say } from '../state/toast.ts';
import { count, nameOf, plural } from '../state/words.ts';
import { Badge } from '../ui/badge.tsx';
import { Icon } from '../ui/icon.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { Panel, Tile } from '../ui/panel.tsx';
import { Empty, Shown } from '../ui/standing.tsx';
import { Table } from '../ui/table.tsx';
import { Suggestions } from './suggestions.tsx';

const HOUR_MS = 3_600_000;
const SPANS = [
  [1, 'Hour'],
  [24, 'Day'],
  [168, 'Week'],
] as const;

/** How much people are asked, whether they still read, and which rule would have saved most. */
export function Fatigue(): JSX.Element {
  const hours = useSignal<number>(24);
  const fatigue = useLoaded(() => client().prompts.fatigue({ lastMs: hours.value * HOUR_MS }), {
    keys: [hours.value],
    on: ({ kind }) => kind === 'approval',
  });
  return (
    <div class="page">
      <PageHead
        title="Fatigue"
        actions={
          <div class="segments" role="group" aria-label="Look back">
            {SPANS.map(([value, name]) => (
              <button
                key={name}
                type="button"
                aria-pressed={value === hours.value}
                onClick={() => {
                  hours.value = value;
                }}
              >
                {name}
              </button>
            ))}
          </div>
        }
      >
        Whoever is asked too often stops reading. How much is asked, and what would make it less.
      </PageHead>
      <Shown of={fatigue}>{(known) => <Known fatigue={known} />}</Shown>
    </div>
  );
}

const ALARMS = {
  fast: 'Approvals come before anybody can have read them',
  always: 'Everything is approved, and fast',
  flood: 'More is asked than can be read',
} as const;

function Known({ fatigue }: { readonly fatigue: WireFatigue }): JSX.Element {
  const { all, people, rules } = fatigue;
  return (
    <>
      {(people.length === 1 ? people : [all, ...people]).flatMap((reading) =>
        reading.alarms.map((alarm) => (
          <p key={`${reading.by} ${reading.channel} ${alarm}`} class="alarm" role="note">
            <Icon name="warning" /> <b>{reading.by === null ? 'All together' : nameOf(reading.by)}:</b> {ALARMS[alarm]}.
          </p>
        )),
      )}
      <dl class="tiles">
        <Tile name="Questions" value={count(all.prompts)} note={`${all.per_hour.toFixed(1)} an hour`} />
        <Tile
          name="Approved"
          value={percent(all.approve_rate)}
          note={`${count(all.approved)} approved, ${count(all.denied)} denied`}
        />
        <Tile name="Median time to answer" value={duration(all.median_ms)} />
        <Tile name="Never answered" value={count(all.unanswered)} tone={all.unanswered > 0 ? 'ask' : 'plain'} />
      </dl>
      <Panel title="Who answers" flush>
        {people.length === 0 ? (
          <p class="panel-body quiet">Nobody has answered in this time.</p>
        ) : (
          <People people={people} />
        )}
      </Panel>
      {may('admin') ? <Suggestions /> : null}
      <Panel title="Rules that would have saved most" note="tried on what is recorded">
        {rules.length === 0 ? (
          <Empty icon="check" title="No rule would have helped">
            <p>
              A rule is proposed where the same was approved often and never denied, and only as narrow as what was
              approved.
            </p>
          </Empty>
        ) : (
          <ul class="stack">
            {rules.map((rule) => (
              <Rule key={rule.rule_id} rule={rule} />
            ))}
          </ul>
        )}
      </Panel>
    </>
  );
}

function People({ people }: { readonly people: readonly WireFatigueReading[] }): JSX.Element {
  return (
    <Table
      label="Who answers"
      rows={people}
      keyOf={({ by, channel }) => `${by} ${channel}`}
      columns={[
        { name: 'Who', of: ({ by }) => nameOf(by ?? 'everybody') },
        { name: 'On', of: ({ channel }) => channel ?? 'all channels' },
        { name: 'Asked', isNumber: true, of: ({ prompts }) => count(prompts) },
        { name: 'An hour', isNumber: true, of: ({ per_hour }) => per_hour.toFixed(1) },
        { name: 'Approved', isNumber: true, of: ({ approve_rate }) => percent(approve_rate) },
        { name: 'Median', isNumber: true, of: ({ median_ms }) => duration(median_ms) },
        {
          name: 'Alarms',
          of: ({ alarms }) =>
            alarms.length === 0 ? (
              <span class="quiet">none</span>
            ) : (
              alarms.map((alarm) => (
                <Badge key={alarm} tone="ask" icon="warning" title={ALARMS[alarm]}>
                  {alarm}
                </Badge>
              ))
            ),
        },
      ]}
    />
  );
}

function Rule({ rule }: { readonly rule: WireSavingRule }): JSX.Element {
  const copy = () => {
    void navigator.clipboard
      .writeText(rule.yaml)
      .then(() => say('Copied. Put it into policy.yaml and look at it under Policy first.', { tone: 'good' }));
  };
  return (
    <li class="saving">
      <header>
        <code>{rule.pattern}</code>
        <Badge tone="allow" icon="check">
          {plural(rule.saved.length, 'question')} saved
        </Badge>
        {rule.kept.length === 0 ? null : <Badge>{count(rule.kept.length)} asked all the same</Badge>}
        <button type="button" class="button small" onClick={copy}>
          <Icon name="copy" size={16} /> Copy the rule
        </button>
      </header>
      <details>
        <summary>The rule, and what it would have covered</summary>
        <pre class="code entry-text" tabIndex={0}>
          {rule.yaml}
        </pre>
        <p class="quiet">
          Entries{' '}
          {rule.saved.slice(0, 20).map((index) => (
            <a key={index} class="link" href={`${linkTo('log')}?at=${index}`}>
              {index}{' '}
            </a>
          ))}
        </p>
      </details>
    </li>
  );
}

function percent(rate: number | null): string {
  return rate === null ? '–' : `${Math.round(rate * 100)} %`;
}

function duration(ms: number | null): string {
  if (ms === null) return '–';
  return ms < 10_000 ? `${(ms / 1_000).toFixed(1)} s` : span(Math.round(ms / 1_000));
}
