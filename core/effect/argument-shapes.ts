import type { ArgumentLeaf } from './argument-leaves.ts';
import { hintOf, normaliseName } from './argument-names.ts';
import type { Effect } from './effect.ts';
import { makeEffect } from './make-effect.ts';

const READS: ReadonlySet<string> = new Set(['get', 'head', 'options']);
const BODIES: ReadonlySet<string> = new Set([
  'body',
  'data',
  'payload',
  'json',
  'content',
  'form',
  'formdata',
  'files',
]);

/** Tells whether the arguments are an HTTP call that only reads: a method that says so, and nothing to send. */
export function isReadingCall(leaves: readonly ArgumentLeaf[]): boolean {
  const methods = leaves.filter(({ name }) => ['method', 'httpmethod', 'verb'].includes(normaliseName(name)));
  const isRead = methods.every(({ value }) => typeof value === 'string' && READS.has(value.trim().toLowerCase()));
  return (
    methods.length > 0 && isRead && !leaves.some(({ name, value }) => BODIES.has(normaliseName(name)) && value !== null)
  );
}

/** Tells whether the arguments are about money: an amount in a currency, or for somebody. */
export function isAboutMoney(leaves: readonly ArgumentLeaf[]): boolean {
  return leaves.some(({ name }) => hintOf(name) === 'money' || hintOf(name) === 'recipient');
}

const FORCES: ReadonlySet<string> = new Set(['force', 'forcepush', 'forcewithlease', 'overwrite']);
const CHANGES = ['push', 'merge', 'force'] as const;

/**
 * What arguments say together of a repository elsewhere: something is pushed or merged there, by force where an argument
 * says so. Empty where no repository, branch or remote is named, or nothing says that it changes.
 */
export function effectsOfRepository(tool: string, leaves: readonly ArgumentLeaf[]): readonly Effect[] {
  const hints = leaves.map(({ name }) => hintOf(name));
  const at = hints.findIndex((hint) => hint === 'repository' || hint === 'remote' || hint === 'branch');
  const isForced = leaves.some(
    ({ name, value }) => FORCES.has(normaliseName(name)) && value !== false && value !== null,
  );
  const named = normaliseName(tool);
  if (at < 0 || !(isForced || CHANGES.some((word) => named.includes(word)))) return [];
  const value = String(leaves[at]?.value).slice(0, 256);
  return [
    makeEffect(
      isForced ? 'git.push-force' : 'git.push',
      { kind: 'other', value },
      { detail: 'change a repository elsewhere' },
    ),
  ];
}
