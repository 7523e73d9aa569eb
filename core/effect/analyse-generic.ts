import type { Action } from '../action/action.ts';
import type { ActionPlace } from './action-place.ts';
import { analyseFile } from './analyse-file.ts';
import { analyseUrl } from './analyse-url.ts';
import { type ArgumentLeaf, leavesOf } from './argument-leaves.ts';
import { hintOf } from './argument-names.ts';
import type { Effect } from './effect.ts';
import { filePathOf } from './file-url.ts';
import { makeEffect } from './make-effect.ts';
import { isOverLimit } from './payment-limit.ts';
import { joinReadings, type Reading, readingOf, readShell } from './reading.ts';

/**
 * Analyses a call of a tool that nobody profiled, by the names and values of its arguments.
 *
 * The names are the tool author's and prove nothing: what is found can only add to the `unknown` effect that every such
 * call has, never replace it. Every value is looked at.
 */
export function analyseGeneric(action: Action, place: ActionPlace): Reading {
  const leaves = leavesOf(action.args);
  const isAboutMoney = leaves.some(({ name }) => hintOf(name) === 'money' || hintOf(name) === 'recipient');
  const { name } = action.tool;
  const unknown = makeEffect('unknown', { kind: 'tool', value: name }, { detail: 'a tool nobody has profiled' });
  return joinReadings([readingOf(unknown), ...leaves.map((leaf) => readLeaf(leaf, { place, isAboutMoney }))]);
}

type LeafContext = { readonly place: ActionPlace; readonly isAboutMoney: boolean };

function readLeaf(leaf: ArgumentLeaf, context: LeafContext): Reading {
  const { name, value } = leaf;
  if (typeof value === 'string' && value !== '' && hintOf(name) === 'shell') return readShell(value, context.place);
  return readingOf(...effectsOfLeaf(leaf, context));
}

function effectsOfLeaf({ name, value }: ArgumentLeaf, { place, isAboutMoney }: LeafContext): readonly Effect[] {
  if (value === null || value === '') return [];
  const hint = hintOf(name);
  const detail = `argument ${name.slice(0, 64)}`;
  if (hint === 'amount' || hint === 'money') {
    const marks = hint === 'amount' && isAboutMoney && isOverLimit(value) ? (['over-limit'] as const) : [];
    return [makeEffect('payment', { kind: 'other', value: String(value).slice(0, 64) }, { detail, marks })];
  }
  if (typeof value !== 'string') return [];
  if (hint === 'recipient') {
    return [makeEffect('message.send', { kind: 'recipient', value: value.slice(0, 256) }, { detail })];
  }
  if (hint === 'statement') {
    return [makeEffect('db.write', { kind: 'statement', value: value.slice(0, 256) }, { detail })];
  }
  const path = filePathOf(value);
  if (path !== null) return analyseFile('write', path, { place });
  if (looksLikeUrl(value)) return analyseUrl('upload', value, place.surroundings);
  if (hint === 'host') return analyseUrl('upload', `https://${value.trim()}`, place.surroundings);
  return hint === 'path' || looksLikePath(value) ? analyseFile('write', value, { place }) : [];
}

function looksLikeUrl(value: string): boolean {
  const colon = value.indexOf('://');
  return colon > 0 && colon <= 32 && !value.slice(0, colon).trim().includes(' ');
}

function looksLikePath(value: string): boolean {
  if (value.includes('\n') || value.length > 4_096) return false;
  return (
    value === '~' || value.startsWith('/') || value.startsWith('~/') || value.startsWith('./') || value.includes('../')
  );
}
