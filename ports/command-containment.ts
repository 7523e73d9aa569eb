import type { CommandEnd } from '../core/verify/command-end.ts';
import type { CommandSpec, Containment } from './command-runner.ts';

/** A program as it is started so that something holds it. */
export type HeldCommand = {
  /** What is started in place of the program: absolute, with all that belongs to it. */
  readonly argv: readonly string[];
  /** Of what is started; the program's own environment is part of `inputs`. */
  readonly environment: Readonly<Record<string, string>>;
  /** What is started reads these to their end from descriptors 3, 4 and so on. */
  readonly inputs: readonly Uint8Array[];
  /** What the end of that which was started says of the program, with the beginning of what it wrote to its error stream. */
  readonly endOf: (end: CommandEnd, stderr: string) => CommandEnd;
  /** To be awaited after the end, always. Answers what the program did beyond its bounds, null where nothing. Never rejects. */
  readonly release: () => Promise<string | null>;
};

/**
 * Holds programs to one folder: they see the system, read-only, and this folder; no network, no other process.
 *
 * What it says of a folder holds for every program that is started there later: it never falls back to less.
 */
export interface CommandContainment {
  /** Whether programs can be held to this folder here, found out by running one. Never rejects. */
  contains(folder: string): Promise<Containment>;
  /** Raises where the folder cannot be prepared; then nothing was started, and nothing is left. */
  hold(spec: CommandSpec, mark: { readonly name: string; readonly value: string }): Promise<HeldCommand>;
}
