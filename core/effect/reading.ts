import type { ActionPlace } from './action-place.ts';
import { analyseShell, type ShellLanguage } from './analyse-shell.ts';
import type { Effect } from './effect.ts';
import type { FloorFinding } from './shell/floor-finding.ts';

/** What an argument was read as: its effects, and what of it no approval can let through. */
export type Reading = { readonly effects: readonly Effect[]; readonly floor: FloorFinding | null };

/** A reading whose effects say everything. */
export function readingOf(...effects: readonly Effect[]): Reading {
  return { effects, floor: null };
}

/** Readings of several arguments, or of one in several ways; the first floor stands for all. */
export function joinReadings(readings: readonly Reading[]): Reading {
  return {
    effects: readings.flatMap(({ effects }) => effects),
    floor: readings.find(({ floor }) => floor !== null)?.floor ?? null,
  };
}

/** Reads shell text. */
export function readShell(text: string, place: ActionPlace, language: ShellLanguage = 'shell'): Reading {
  const { found, floor } = analyseShell(text, place, language);
  return { effects: found.map(({ effect }) => effect), floor };
}
