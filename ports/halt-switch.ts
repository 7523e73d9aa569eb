import type { HaltSource } from '../core/incident/emergency-state.ts';

/** A halt raised outside the gateway's own interfaces. */
export type RaisedHalt = { readonly source: HaltSource; readonly reason: string };

/** A switch that works even when every interface of the gateway is stuck: a sentinel file. */
export interface HaltSwitch {
  /** Looks now; cheap enough for every decision. Whatever cannot be looked at counts as raised. */
  read(): RaisedHalt | null;
  /** Calls back when the switch is thrown; answers a function that stops watching. */
  watch(onRaised: (halt: RaisedHalt) => void): () => void;
  /** Keeps the token that resumes where only the operator reads it. Raises `StoreError` when that fails. */
  keepResumeToken(token: string): Promise<void>;
  /** Takes the switch back after a resume. Raises `StoreError` when that fails. */
  clear(): Promise<void>;
}
