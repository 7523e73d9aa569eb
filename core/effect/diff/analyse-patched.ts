import type { ActionPlace } from '../action-place.ts';
import { type Reading, readingOf } from '../reading.ts';
import { effectsOfPatch } from './effects-of-patch.ts';

/** Reads a patch as an argument of a tool: its effects say everything, see `effectsOfPatch`. */
export function analysePatched(text: string, use: { readonly tool: string; readonly place: ActionPlace }): Reading {
  return readingOf(...effectsOfPatch(text, use));
}
