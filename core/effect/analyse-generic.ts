import type { Action } from '../action/action.ts';
import type { Json } from '../encoding/json.ts';
import { analyseFile } from './analyse-file.ts';
import { analyseShell } from './analyse-shell.ts';
import { analyseUrl } from './analyse-url.ts';
import type { Effect } from './effect.ts';
import { makeEffect } from './make-effect.ts';
import type { EffectSurroundings } from './surroundings.ts';

/** Most argument values that are looked at, and most effects that are reported, for a tool nobody profiled. */
const MAX_VALUES = 2_000;
const MAX_EFFECTS = 64;

const PATH_NAMES = new Set([
  'path',
  'file',
  'filepath',
  'filename',
  'dir',
  'directory',
  'folder',
  'destination',
  'source',
  'target',
  'output',
  'notebookpath',
  'paths',
  'files',
]);
const SHELL_NAMES = new Set([
  'command',
  'cmd',
  'script',
  'shell',
  'code',
  'bash',
  'exec',
  'commandline',
  'python',
  'javascript',
]);
const RECIPIENT_NAMES = new Set([
  'to',
  'recipient',
  'recipients',
  'cc',
  'bcc',
  'email',
  'channel',
  'chatid',
  'phone',
  'participants',
  'attendees',
]);
const AMOUNT_NAMES = new Set(['amount', 'price', 'total', 'currency', 'iban', 'payee', 'cardnumber']);
const STATEMENT_NAMES = new Set(['sql', 'statement']);

/**
 * Analyses a call of a tool that nobody profiled, by the names and values of its arguments.
 *
 * The names are the tool author's and prove nothing: what is found can only add to the `unknown` effect that every such
 * call has, never replace it.
 */
export function analyseGeneric(action: Action, surroundings: EffectSurroundings): readonly Effect[] {
  const effects: Effect[] = [
    makeEffect('unknown', { kind: 'tool', value: action.tool.name }, { detail: 'a tool nobody has profiled' }),
  ];
  let seen = 0;
  const pending: { name: string; value: Json }[] = Object.entries(action.args).map(([name, value]) => ({
    name,
    value,
  }));
  for (let next = pending.shift(); next !== undefined && seen < MAX_VALUES; next = pending.shift()) {
    seen += 1;
    if (typeof next.value === 'object' && next.value !== null) {
      const inherited = Array.isArray(next.value) ? next.name : null;
      for (const [key, value] of Object.entries(next.value))
        pending.push({ name: inherited ?? key, value: value as Json });
    } else if (effects.length < MAX_EFFECTS) {
      effects.push(
        ...effectsOfArgument(normaliseName(next.name), next.value as string | number | boolean | null, {
          action,
          surroundings,
        }),
      );
    }
  }
  return effects;
}

function normaliseName(name: string): string {
  return name.toLowerCase().replaceAll('_', '').replaceAll('-', '').slice(0, 64);
}

function effectsOfArgument(
  name: string,
  value: string | number | boolean | null,
  context: { readonly action: Action; readonly surroundings: EffectSurroundings },
): readonly Effect[] {
  if (AMOUNT_NAMES.has(name))
    return [
      makeEffect('payment', { kind: 'other', value: String(value).slice(0, 64) }, { detail: `argument ${name}` }),
    ];
  if (typeof value !== 'string' || value === '') return [];
  if (value.includes('://')) return analyseUrl('upload', value, context.surroundings);
  if (SHELL_NAMES.has(name)) return analyseShell(value);
  if (RECIPIENT_NAMES.has(name))
    return [
      makeEffect('message.send', { kind: 'recipient', value: value.slice(0, 256) }, { detail: `argument ${name}` }),
    ];
  if (STATEMENT_NAMES.has(name))
    return [makeEffect('db.write', { kind: 'statement', value: value.slice(0, 256) }, { detail: `argument ${name}` })];
  if (PATH_NAMES.has(name) || looksLikePath(value)) return analyseFile('write', value, context);
  return [];
}

function looksLikePath(value: string): boolean {
  if (value.includes('\n') || value.length > 4_096) return false;
  return value.startsWith('/') || value.startsWith('~/') || value.startsWith('./') || value.startsWith('../');
}
