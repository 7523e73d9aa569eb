import type { Effect, EffectClass, EffectMark, Resource } from '../effect.ts';
import { makeEffect } from '../make-effect.ts';
import type { FloorFinding } from './floor-finding.ts';
import type { Span } from './syntax.ts';

/** An effect and the place in the shell text that has it. */
export type Found = { readonly effect: Effect; readonly at: Span };

/** Most effects that are kept while a text is read; what is found beyond them is one opaque effect. */
const MAX_FOUND = 512;

/** Collects what a shell text does. Equal effects are kept once, at the place where they were first seen. */
export class Findings {
  readonly found: Found[] = [];
  /** What no approval can let through; the first that was found. */
  floor: FloorFinding | null = null;
  private readonly seen = new Set<string>();

  add(effects: readonly Effect[], at: Span): void {
    for (const effect of effects) {
      const key = `${effect.class}\n${effect.resource.kind}\n${effect.resource.value}\n${effect.marks.join()}\n${effect.reversibility}`;
      if (this.seen.has(key)) continue;
      this.seen.add(key);
      if (this.found.length < MAX_FOUND) this.found.push({ effect, at });
      else if (this.found.length === MAX_FOUND) this.found.push({ effect: opaque('', 'more than can be listed'), at });
    }
  }

  /** Notes what no approval can let through. */
  forbid(finding: FloorFinding | null): void {
    this.floor ??= finding;
  }
}

/** Longest text of a command that an effect names. */
const MAX_NAMED = 256;

/** An effect of shell text that could not be understood: why, and the text. */
export function opaque(text: string, why: string): Effect {
  return makeEffect('shell.opaque', command(text), { detail: why });
}

/** An effect that is not about a file or a host, but about running a program. */
export function effectOfCommand(
  effectClass: EffectClass,
  text: string,
  options: { readonly detail: string; readonly marks?: readonly EffectMark[]; readonly isReversible?: boolean },
): Effect {
  const { detail, marks = [], isReversible = false } = options;
  return makeEffect(effectClass, command(text), {
    detail,
    marks,
    ...(isReversible ? { reversibility: 'reversible' } : {}),
  });
}

function command(text: string): { readonly kind: Resource['kind']; readonly value: string } {
  return { kind: 'command', value: text.slice(0, MAX_NAMED) };
}
