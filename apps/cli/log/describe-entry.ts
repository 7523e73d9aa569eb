import { displayWidth, stripStyle } from '../terminal/display-width.ts';
import { flowText } from '../terminal/flow-text.ts';
import { formatTime } from '../terminal/format-time.ts';
import type { Style } from '../terminal/style.ts';
import { roomOf, type Terminal } from '../terminal/terminal.ts';
import { visibleText } from '../terminal/visible-text.ts';

/** The parts of an entry that a person looks at first. */
export type EntryView = {
  readonly type: string;
  readonly atMs: number;
  readonly actor: string;
  readonly session: string | null;
  readonly action: string | null;
  readonly data: { readonly [name: string]: unknown };
};

/** Reads an entry's text; one that cannot be read is shown as type `unreadable`. */
export function readEntry(text: string): EntryView {
  try {
    const entry = JSON.parse(text) as { readonly [name: string]: unknown };
    const { type, at_ms: atMs, actor, session, action, data } = entry;
    return {
      type: textOf(type) ?? 'unreadable',
      atMs: typeof atMs === 'number' ? atMs : 0,
      actor: textOf(actor) ?? '',
      session: textOf(session),
      action: textOf(action),
      data: typeof data === 'object' && data !== null ? (data as { readonly [name: string]: unknown }) : {},
    };
  } catch {
    return { type: 'unreadable', atMs: 0, actor: '', session: null, action: null, data: {} };
  }
}

/**
 * One entry: place, time, type, who, and what matters most about it. Nothing in it can move the cursor.
 *
 * One line; in a terminal that is too narrow for it, what it is about stands below, in lines that fit.
 */
export function describeEntry(
  index: number,
  text: string,
  { style, output }: Pick<Terminal, 'style' | 'output'>,
): string {
  const entry = readEntry(text);
  const head = `${style.dim(String(index).padStart(6))}  ${style.dim(formatTime(entry.atMs))}  `;
  const type = visibleText(entry.type);
  const what = summarise(entry, style);
  const actor = visibleText(entry.actor);
  const line = `${head}${type.padEnd(18)}  ${what}${what === '' ? '' : '  '}${style.dim(actor)}`;
  const room = roomOf(output);
  if (displayWidth(line) <= room) return line;
  const page = { columns: () => room };
  const below = flowText(stripStyle([what, actor].filter((part) => part !== '').join(' ')), { margin: BELOW, page });
  const [named = '', ...more] = flowText(type, { margin: displayWidth(head), page });
  return [head + named.trimStart(), ...more, ...below.map(paintOf(entry, style))].join('\n');
}

/** Where what an entry is about stands when it has lines of its own. */
const BELOW = 8;

function paintOf({ data }: EntryView, style: Style): (line: string) => string {
  if (data['verdict'] === 'deny') return style.red;
  return data['verdict'] === 'allow' || data['verdict'] === undefined ? (line) => line : style.yellow;
}

function summarise({ type, data }: EntryView, style: Style): string {
  const field = (name: string): string => visibleText(textOf(data[name]) ?? '');
  switch (type) {
    case 'decision':
      return `${colourOfVerdict(field('verdict'), style)} ${field('tool')} ${style.dim(`${field('level')} ${field('score')}`)}${shadowed(data)}`;
    case 'outcome':
      return `${field('result')} ${style.dim(`of ${field('decision')}`)}`;
    case 'approval.requested':
      return field('request');
    case 'approval.answered':
      return `${field('request')} ${field('answer')} ${field('scope')}`;
    case 'approval.timed-out':
    case 'approval.cancelled':
      return `${field('request')} ${field('reason')}`;
    case 'emergency.changed':
      return `${style.bold(field('change'))} ${field('reason') || field('rationale')}`;
    case 'gateway.started':
      return `${field('version')} ${style.dim(shortDigest(field('policy')))}`;
    case 'policy.activated':
      return shortDigest(field('policy'));
    case 'token.created':
      return `${field('token')} ${field('principal')}`;
    case 'token.revoked':
      return field('token');
    case 'approver.enrolled':
    case 'approver.withdrawn':
      return `${field('key')} ${field('principal')}`;
    case 'grant.revoked':
      return field('key');
    case 'policy.proposed':
      return field('rule') || field('refused');
    case 'payload.erased':
      return `of entry ${field('entry')}: ${field('rationale')}`;
    case 'tool.seen':
    case 'tool.quarantined':
    case 'tool.vouched':
    case 'tool.refused':
    case 'tool.forgotten':
      return `${field('tool')} of ${field('server')} ${style.dim(shortDigest(field('digest')))}`;
    case 'question.opened':
    case 'question.cancelled':
    case 'question.refused':
      return `${field('request')} ${field('why')}`.trim();
    case 'change.verified':
      return `${field('outcome')}${data['stands'] === false ? ', taken back' : ''}`;
    case 'session.started':
      return field('workspace');
    default:
      return summariseGuard(type, field, style);
  }
}

/** Entries about what bounds agents: leases, budgets, breakers, runs, what they connect to. */
function summariseGuard(type: string, field: (name: string) => string, style: Style): string {
  switch (type) {
    case 'lease.granted':
    case 'lease.renewed':
    case 'lease.ended':
      return `${field('task')} ${field('reason')}`.trim();
    case 'budget.reserved':
    case 'budget.settled':
      return `${field('tokens')} tokens ${style.dim(field('task'))}`;
    case 'budget.changed':
      return `${field('change')} ${field('scope')}`;
    case 'reviewer.disagreed':
      return `${field('reviewer')} objects to ${field('tool')}, which was allowed`;
    case 'guardrail.tripped':
      return `${style.red(field('verb'))} ${field('target')} ${style.dim(field('breaker'))}`;
    case 'run.started':
      return `${field('principal')} ${style.dim(`${field('isolation')} in ${field('workspace')}`)}`;
    case 'run.frozen':
    case 'run.ended':
      return `${field('result')} ${field('reason')}`.trim();
    case 'egress.opened':
    case 'egress.refused':
      return `${field('host')}:${field('port')} ${field('reason')}`.trim();
    default:
      return '';
  }
}

function colourOfVerdict(verdict: string, style: Style): string {
  const text = verdict.padEnd(16);
  if (verdict === 'allow') return style.green(text);
  return verdict === 'deny' ? style.red(text) : style.yellow(text);
}

function shadowed(data: EntryView['data']): string {
  return data['enforced'] === false ? ' (shadow: not enforced)' : '';
}

/** A digest as people compare it: its first twelve digits. */
export function shortDigest(digest: string): string {
  return digest.startsWith('sha256:') ? digest.slice(0, 'sha256:'.length + 12) : digest;
}

function textOf(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? value : null;
}
