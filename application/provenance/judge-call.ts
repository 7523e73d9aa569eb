import { type ArgumentLeaf, leavesOf } from '../../core/effect/argument-leaves.ts';
import type { JsonObject } from '../../core/encoding/json.ts';
import { isDeleting, placeOfArgument, verbOf } from '../../core/provenance/call-shape.ts';
import { wordsOf } from '../../core/provenance/words.ts';
import type { BroughtValues } from './brought-values.ts';
import type { SaidWords } from './said-words.ts';

/** What the session knows of values. */
export type KnownValues = {
  readonly said: SaidWords;
  readonly brought: BroughtValues;
  /** Whether a text names a host that a result named, and the user did not; of what people read, only hosts that are linked to. */
  readonly namesStrangeHost: (text: string, where: 'address' | 'content') => boolean;
};

type Value = { readonly name: string; readonly value: string | number };

/**
 * Tells whether what a call of a tool would do was chosen by nobody but results of tools. Asked once some result came in.
 *
 * - A *destination* (who gets or may open something, an account, a secret) is the user's where the user named it; or where a lookup found
 *   it under what the user named, no free text says it, and it bears a name that the user said; or, found in a field that no free text repeats, where everything that
 *   is sent are the user's words.
 * - What is *taken away* is the user's where the user named it, or a record that holds what the user named.
 * - Any *other* value is a stranger's where free text says it, and the user did not.
 * - A link in what people are to read is a stranger's where a result said it, and the user did not.
 * - A call of which nothing at all is the user's, nor of a record that the user named, is a stranger's.
 *
 * Where the user of a session is not heard, only what free text says counts.
 */
export function isChosenByResults(
  { tool, args }: { readonly tool: string; readonly args: JsonObject },
  known: KnownValues,
): boolean {
  const verb = verbOf(tool);
  if (verb === 'read') return false;
  const values = valuesOf(args);
  const isDeletion = verb === 'delete' || values.some(isDeletingWord);
  const contents = values.filter(({ name }) => placeOfArgument(name) === 'content');
  const isOnlyUsers = contents.length > 0 && contents.every(({ value }) => known.said.saidAll(String(value)));
  const call = { isDeletion, isOnlyUsers };
  if (values.some((one) => isStrange(one, call, known))) return true;
  return !known.said.isEmpty && !values.some((one) => isAnchor(one, known));
}

type Call = { readonly isDeletion: boolean; readonly isOnlyUsers: boolean };

function isStrange({ name, value }: Value, { isDeletion, isOnlyUsers }: Call, known: KnownValues): boolean {
  const { said, brought } = known;
  const place = placeOfArgument(name);
  if (place === 'manner') return false;
  if (place === 'content') return known.namesStrangeHost(String(value), place);
  if (place === 'address' && known.namesStrangeHost(String(value), place)) return true;
  if (isTooShort(value) || isNamed(value, { said, isDeletion })) return false;
  const isFree = brought.isFree(value);
  if (said.isEmpty) return isFree;
  const field = brought.fieldOf(value);
  if (place === 'destination') {
    if (isFree || field === null) return true;
    return !((field === 'named' && said.saidWordOf(String(value))) || isOnlyUsers);
  }
  if (field === 'named') return false;
  return isDeletion ? !isWordOfCall(value) : isFree;
}

/** What is taken away under a short number is not named by a number that stands in a date or an amount. */
function isNamed(value: string | number, { said, isDeletion }: { said: SaidWords; isDeletion: boolean }): boolean {
  if (isDeletion && String(value).length <= 3 && !Number.isNaN(Number(value))) return false;
  return said.names(value);
}

/** `r`, `up`: no text names such a thing. */
function isTooShort(value: string | number): boolean {
  return typeof value === 'string' && value.length <= 2 && Number.isNaN(Number(value));
}

/** Something in the call that ties it to what the user said. */
function isAnchor({ name, value }: Value, { said, brought }: KnownValues): boolean {
  if (brought.fieldOf(value) === 'named') return true;
  if (typeof value === 'number') return said.names(value) && Math.abs(value) > 31;
  const place = placeOfArgument(name);
  if (place === 'content') return wordsOf(value).length >= 2 && said.saidAll(value);
  return said.names(value) && value.length >= (place === 'destination' ? 3 : 4);
}

/** `action: delete` is what to do, not to what. */
function isWordOfCall(value: string | number): boolean {
  return typeof value === 'string' && isDeleting(value.trim().toLowerCase());
}

function isDeletingWord({ value }: Value): boolean {
  return isWordOfCall(value);
}

function valuesOf(args: JsonObject): readonly Value[] {
  return leavesOf(args).filter(isValue);
}

function isValue(leaf: ArgumentLeaf): leaf is ArgumentLeaf & Value {
  const { value } = leaf;
  return typeof value === 'number' || (typeof value === 'string' && value.trim() !== '');
}
