import type { Action } from '../action/action.ts';
import type { ActionPlace } from './action-place.ts';
import { analyseFile } from './analyse-file.ts';
import { analyseUrl, type UrlUse } from './analyse-url.ts';
import { type ArgumentLeaf, leavesOf } from './argument-leaves.ts';
import { hintOf } from './argument-names.ts';
import { effectsOfRepository, isAboutMoney, isReadingCall } from './argument-shapes.ts';
import { analysePatched } from './diff/analyse-patched.ts';
import type { Effect } from './effect.ts';
import { filePathOf } from './file-url.ts';
import { makeEffect } from './make-effect.ts';
import { isOverLimit } from './payment-limit.ts';
import { joinReadings, type Reading, readingOf, readShell } from './reading.ts';
import { readSql } from './sql/read-sql.ts';

/**
 * Analyses a call of a tool that nobody profiled, by the names and values of its arguments.
 *
 * The names are the tool author's and prove nothing: what is found can only add to the `unknown` effect that every such
 * call has, never replace it. Every value is looked at. Of a tool that only reads, by the word of a listing that a person
 * vouched for, the call is a read of something outside, and the paths that it names are read.
 */
export function analyseGeneric(action: Action, place: ActionPlace): Reading {
  const resource = { kind: 'tool', value: action.tool.name } as const;
  const effect =
    place.surroundings.readsOnly === true
      ? makeEffect('net.fetch', resource, { detail: 'a tool that only reads, says the listing that was vouched for' })
      : makeEffect('unknown', resource, { detail: 'a tool nobody has profiled' });
  return joinReadings([readingOf(effect), readArguments(action, place)]);
}

/** What the names and values of arguments say, each for itself and as calls that are known by their shape. */
export function readArguments({ tool, args }: Pick<Action, 'tool' | 'args'>, place: ActionPlace): Reading {
  const leaves = leavesOf(args);
  const urlUse = isReadingCall(leaves) ? 'fetch' : 'upload';
  const context = { place, tool: tool.name, urlUse, isMoney: isAboutMoney(leaves) } as const;
  const readings = leaves.map((leaf) => readLeaf(leaf, context));
  return joinReadings([...readings, readingOf(...effectsOfRepository(tool.name, leaves))]);
}

type LeafContext = {
  readonly place: ActionPlace;
  readonly tool: string;
  readonly urlUse: UrlUse;
  readonly isMoney: boolean;
};

function readLeaf(leaf: ArgumentLeaf, context: LeafContext): Reading {
  const { name, value } = leaf;
  if (typeof value === 'string' && value !== '' && hintOf(name) === 'shell') return readShell(value, context.place);
  if (typeof value === 'string' && value !== '' && hintOf(name) === 'statement') return readSql(value, context.place);
  if (typeof value === 'string' && value.includes('\n') && hintOf(name) === 'patch') {
    return analysePatched(value, context);
  }
  return readingOf(...effectsOfLeaf(leaf, context));
}

function effectsOfLeaf({ name, value }: ArgumentLeaf, { place, urlUse, isMoney }: LeafContext): readonly Effect[] {
  if (value === null || value === '') return [];
  const hint = hintOf(name);
  const detail = `argument ${name.slice(0, 64)}`;
  if (hint === 'amount' || hint === 'money') {
    const marks = hint === 'amount' && isMoney && isOverLimit(value) ? (['over-limit'] as const) : [];
    return [makeEffect('payment', { kind: 'other', value: String(value).slice(0, 64) }, { detail, marks })];
  }
  if (typeof value !== 'string') return [];
  if (hint === 'recipient' || hint === 'guest') {
    return [makeEffect('message.send', { kind: 'recipient', value: value.slice(0, 256) }, { detail })];
  }
  const path = filePathOf(value);
  const operation = place.surroundings.readsOnly === true ? 'read' : 'write';
  if (path !== null) return analyseFile(operation, path, { place });
  if (looksLikeUrl(value)) return analyseUrl(urlUse, value, place.surroundings);
  if (hint === 'host') return analyseUrl(urlUse, `https://${value.trim()}`, place.surroundings);
  return hint === 'path' || looksLikePath(value) ? analyseFile(operation, value, { place }) : [];
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
