import { analyseUrl } from '../analyse-url.ts';
import type { Effect } from '../effect.ts';
import { type Argument, isKnown } from './argument.ts';
import { effectsOfUse } from './emit-use.ts';
import { opaque } from './findings.ts';
import { addEffects, type Command, type Output } from './run-context.ts';
import { runListed } from './run-listed.ts';
import { addEffectsOfApply } from './run-patch.ts';

/** Addresses by which git runs a command, or takes an open file, in the place of a connection (gitremote-helpers). */
const HELPERS = ['ext::', 'fd::'];

/**
 * `git`: what its table says; and what stands in addresses: commands that are run in the place of a connection, and hosts
 * that are no public servers. A clone writes into a folder of its own; `apply` does what a known diff does.
 */
export function runGit(command: Command): Output {
  for (const argument of command.args) addEffects(effectsOfAddress(argument, command), command);
  const at = command.args.findIndex(({ text }) => text === 'clone');
  if (at >= 0) addEffects(effectsOfClone(command.args.slice(at + 1), command), command);
  if (command.args[0]?.text === 'apply') addEffectsOfApply(command, command.args.slice(1));
  return runListed(command);
}

function effectsOfAddress({ text }: Argument, { context }: Command): readonly Effect[] {
  if (HELPERS.some((helper) => text.startsWith(helper)))
    return [opaque(`git ${text}`, 'an address that runs a command')];
  if (!text.includes('://') || !isKnown({ text })) return [];
  return analyseUrl('fetch', text, context.place.surroundings).filter(
    ({ marks }) => marks.includes('private-address') || marks.includes('metadata-address'),
  );
}

/** Without a folder, the last part of the address names it. */
function effectsOfClone(args: readonly Argument[], { state, context }: Command): readonly Effect[] {
  const last = args.at(-1);
  if (last === undefined || last.text.startsWith('-') || !isKnown(last)) return [];
  const isAddress = last.text.includes(':');
  const path = last.text.endsWith('/') ? last.text.slice(0, -1) : last.text;
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf(':')) + 1);
  const folder = isAddress ? (name.endsWith('.git') ? name.slice(0, -'.git'.length) : name) : last.text;
  if (folder === '') return [];
  return effectsOfUse('write', { ...last, text: folder }, { cwd: state.cwd, command: 'git clone', context });
}
