import type { ComponentChildren, JSX } from 'preact';
import type { WireRiskLevel } from '../../../sdk/wire.ts';
import { STATUS_WORDS, VERDICT_WORDS, words } from '../state/words.ts';
import { Icon, type IconName } from './icon.tsx';

/** What a colour means; it never says it alone. */
export type Tone = 'allow' | 'ask' | 'deny' | 'defer' | 'plain' | 'accent';

/** A word with a colour and, where it helps, a drawing. */
export function Badge({
  tone = 'plain',
  icon,
  children,
  title,
}: {
  readonly tone?: Tone;
  readonly icon?: IconName;
  readonly children: ComponentChildren;
  readonly title?: string;
}): JSX.Element {
  return (
    <span class={`badge ${tone}`} title={title}>
      {icon === undefined ? null : <Icon name={icon} size={14} />}
      {children}
    </span>
  );
}

const VERDICT_LOOKS: { readonly [verdict: string]: readonly [Tone, IconName] } = {
  allow: ['allow', 'check'],
  'require-approval': ['ask', 'ask'],
  defer: ['defer', 'clock'],
  deny: ['deny', 'cross'],
};

/** A verdict as a badge. */
export function VerdictBadge({
  verdict,
  enforced = true,
}: {
  readonly verdict: string;
  readonly enforced?: boolean;
}): JSX.Element {
  const [tone, icon] = VERDICT_LOOKS[verdict] ?? (['plain', 'dash'] as const);
  const said = VERDICT_WORDS[verdict] ?? words(verdict);
  return (
    <Badge tone={tone} icon={icon} {...(enforced ? {} : { title: 'Recorded, not enforced: shadow mode' })}>
      {enforced ? said : `${said} (shadow)`}
    </Badge>
  );
}

const STATUS_LOOKS: { readonly [status: string]: readonly [Tone, IconName] } = {
  completed: ['allow', 'check'],
  authorised: ['accent', 'clock'],
  'awaiting-approval': ['ask', 'ask'],
  answered: ['plain', 'dash'],
  failed: ['deny', 'cross'],
  denied: ['deny', 'cross'],
  'rolled-back': ['plain', 'undo'],
  compensated: ['plain', 'undo'],
  'unknown-outcome': ['ask', 'warning'],
};

/** Where an action stands, as quiet words with a drawing. */
export function StatusMark({ status }: { readonly status: string }): JSX.Element {
  const [tone, icon] = STATUS_LOOKS[status] ?? (['plain', 'dash'] as const);
  return (
    <span class={`mark ${tone}`}>
      <Icon name={icon} size={14} />
      {STATUS_WORDS[status] ?? words(status)}
    </span>
  );
}

const LEVEL_TONES: { readonly [level: string]: Tone } = {
  none: 'plain',
  low: 'allow',
  medium: 'ask',
  high: 'deny',
  critical: 'deny',
};

/** A risk: its score and what the score is called. */
export function Risk({
  score,
  level,
  isShort = false,
}: {
  readonly score: number;
  readonly level: WireRiskLevel;
  readonly isShort?: boolean;
}): JSX.Element {
  return (
    <span class={`risk ${LEVEL_TONES[level] ?? 'plain'} level-${level}`} title={`Risk ${score} of 100: ${level}`}>
      <span class="risk-bar" aria-hidden="true">
        <i style={{ inlineSize: `${Math.max(4, score)}%` }} />
      </span>
      <b>{score}</b>
      <span class={isShort ? 'sr-only' : ''}>{level}</span>
    </span>
  );
}
