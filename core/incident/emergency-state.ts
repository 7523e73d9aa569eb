/** What can bring everything to a stop, each independent of the others. */
export type HaltSource = 'api' | 'cli' | 'signal' | 'sentinel' | 'breaker' | 'integrity';

/** A halt in force: nothing new is let through until a responder resumes. Times in milliseconds since 1970. */
export type Halt = {
  readonly source: HaltSource;
  readonly by: string;
  readonly reason: string;
  readonly sinceMs: number;
};

/** The containment verbs that hold a single target (model §7). */
export type Containment = {
  readonly verb: 'freeze' | 'quarantine' | 'block' | 'revoke' | 'mute';
  readonly target: { readonly kind: 'session' | 'principal' | 'tool' | 'host' | 'effect-class'; readonly name: string };
  readonly by: string;
  readonly reason: string;
  readonly sinceMs: number;
};

/** The whole emergency state at one moment: an input of every decision, and recorded with it. */
export type EmergencyState = {
  readonly halt: Halt | null;
  /** Read-only: no model, shell, network or write. */
  readonly safeMode: boolean;
  readonly containments: readonly Containment[];
};

/** Nothing is stopped. */
export const CALM: EmergencyState = { halt: null, safeMode: false, containments: [] };
