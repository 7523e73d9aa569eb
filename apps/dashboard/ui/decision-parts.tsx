import type { JSX } from 'preact';
import type { WireDecision, WireEffect, WireGateReport } from '../../../sdk/wire.ts';
import { words } from '../state/words.ts';
import { Badge } from './badge.tsx';
import { Icon, type IconName } from './icon.tsx';
import { VisibleText } from './visible-text.tsx';

const TONES = { reversible: 'allow', compensable: 'ask', irreversible: 'deny' } as const;
const ICONS = { reversible: 'undo', compensable: 'undo', irreversible: 'warning' } as const;

/** What the gateway reads out of an action: every effect, on what, and whether it can be taken back. */
export function Effects({ effects }: { readonly effects: readonly WireEffect[] }): JSX.Element {
  if (effects.length === 0)
    return <p class="quiet">No effect: it reads nothing, changes nothing and reaches nothing.</p>;
  return (
    <ul class="effects">
      {effects.map(({ class: name, resource, detail, reversibility, marks }, index) => (
        <li key={index}>
          <span class="effect-class mono">{name}</span>
          <span class="effect-what">
            <code>
              <VisibleText text={resource.value === '' ? resource.kind : resource.value} />
            </code>
            {detail === '' ? null : (
              <small>
                <VisibleText text={detail} />
              </small>
            )}
            {marks.length === 0 ? null : <small class="marks">{marks.map(words).join(' · ')}</small>}
          </span>
          <Badge tone={TONES[reversibility]} icon={ICONS[reversibility]}>
            {words(reversibility)}
          </Badge>
        </li>
      ))}
    </ul>
  );
}

/** A part that is no sum: the score is at least this. */
const FLOOR = 'floor';

/** The parts of a score, largest first: what it is at least because of one thing, and what was added or taken off. */
export function ScoreParts({ risk }: { readonly risk: WireDecision['risk'] }): JSX.Element {
  const parts = risk.parts.toSorted((one, two) => two.points - one.points);
  return (
    <ul class="score-parts">
      {parts.map(({ kind, rule, points }) => (
        <li key={`${kind} ${rule}`}>
          <span class="score-points mono">
            {kind === FLOOR ? <AtLeast /> : points > 0 ? '+' : ''}
            {points}
          </span>
          <span class="score-bar" aria-hidden="true">
            <i style={{ inlineSize: `${Math.min(100, Math.abs(points))}%` }} />
          </span>
          <ScoreRule rule={rule} />
          <small>{kind === FLOOR ? null : words(kind)}</small>
        </li>
      ))}
    </ul>
  );
}

function AtLeast(): JSX.Element {
  return (
    <>
      <span aria-hidden="true">≥ </span>
      <span class="sr-only">at least </span>
    </>
  );
}

/** A rule of the weights, such as `effect:git.push`: what it is about stands out, its kind does not. */
function ScoreRule({ rule }: { readonly rule: string }): JSX.Element {
  const colon = rule.indexOf(':');
  return (
    <span class="mono score-rule">
      {colon < 0 ? null : <span class="quiet">{rule.slice(0, colon)} </span>}
      {rule.slice(colon + 1)}
    </span>
  );
}

const GATE_LOOKS: { readonly [outcome: string]: readonly [string, IconName, string] } = {
  pass: ['allow', 'check', 'Passed'],
  'require-approval': ['ask', 'ask', 'Asks'],
  defer: ['defer', 'clock', 'Holds back'],
  deny: ['deny', 'cross', 'Denies'],
  'not-applicable': ['plain', 'dash', 'Does not apply'],
  'not-evaluated': ['plain', 'dash', 'Not looked at'],
};

/** Every gate in its order, what it found, and by which rule. */
export function Pipeline({
  gates,
  verdict,
}: {
  readonly gates: readonly WireGateReport[];
  readonly verdict: string;
}): JSX.Element {
  const deciding = gates.findIndex(({ outcome }) => outcome === verdict);
  return (
    <ol class="pipeline">
      {gates.map(({ gate, outcome, rule, reason, remedy }, index) => {
        const [tone, icon, said] = GATE_LOOKS[outcome] ?? (['plain', 'dash', outcome] as const);
        return (
          <li key={gate} class={`gate ${tone} ${index === deciding && verdict !== 'allow' ? 'deciding' : ''}`}>
            <span class="gate-node">
              <Icon name={icon} size={14} />
            </span>
            <span class="gate-name">{words(gate)}</span>
            <span class="gate-outcome">{said}</span>
            <span class="gate-why">
              {reason === '' ? null : <VisibleText text={reason} />}
              {rule === '' ? null : <code>{rule}</code>}
              {remedy === '' ? null : (
                <small>
                  Instead: <VisibleText text={remedy} />
                </small>
              )}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

/** Why somebody is asked: the gates that ask, in words. */
export function Reasons({ decision }: { readonly decision: WireDecision }): JSX.Element {
  const asking = decision.gates.filter(({ outcome }) => outcome === 'require-approval');
  return (
    <ul class="reasons">
      {asking.map(({ gate, reason, rule }) => (
        <li key={gate}>
          <b>{words(gate)}</b>
          <span>
            <VisibleText text={reason} />
          </span>
          {rule === '' ? null : <code>{rule}</code>}
        </li>
      ))}
    </ul>
  );
}
