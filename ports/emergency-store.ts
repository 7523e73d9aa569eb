import type { EmergencyState } from '../core/incident/emergency-state.ts';

/** The stored emergency state with its version, which grows by one a change. */
export type StoredEmergency = {
  readonly state: EmergencyState;
  readonly version: number;
  readonly resumeTokenHash: string | null;
};

/** Loads the emergency state. Writing goes through `LedgerStore.commit`. */
export interface EmergencyStore {
  /** Null when nothing was ever stored: calm, version 0. */
  load(): Promise<StoredEmergency | null>;
}
