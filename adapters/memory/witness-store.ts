import type { WitnessState } from '../../core/audit/witness.ts';
import { equalBytes } from '../../core/encoding/bytes.ts';
import { StoreError } from '../../ports/store-error.ts';
import type { WitnessedLog, WitnessStep, WitnessStore } from '../../ports/witness-store.ts';

/**
 * A witness's memory that ends with the process: for tests and simulation.
 *
 * A real witness must not forget: one that starts anew would cosign a rolled-back log.
 */
export function createMemoryWitnessStore(): WitnessStore {
  return new MemoryWitnessStore();
}

class MemoryWitnessStore implements WitnessStore {
  readonly #logs = new Map<string, WitnessState>();
  #closed = false;

  async load(origin: string): Promise<WitnessState | null> {
    this.#assertOpen();
    const state = this.#logs.get(origin);
    return state === undefined ? null : copyOf(state);
  }

  async replace({ origin, expected, next }: WitnessStep): Promise<boolean> {
    this.#assertOpen();
    if (!isExpected(this.#logs.get(origin) ?? null, expected)) return false;
    this.#logs.set(origin, copyOf(next));
    return true;
  }

  async list(): Promise<readonly WitnessedLog[]> {
    this.#assertOpen();
    const origins = [...this.#logs.keys()].sort();
    return origins.map((origin) => ({ origin, state: copyOf(this.#logs.get(origin) as WitnessState) }));
  }

  async close(): Promise<void> {
    this.#closed = true;
  }

  #assertOpen(): void {
    if (this.#closed) throw new StoreError('store.closed', 'use the witness store: it is closed, want an open one');
  }
}

function isExpected(stored: WitnessState | null, expected: WitnessStep['expected']): boolean {
  if (stored === null || expected === null) return stored === expected;
  return stored.size === expected.size && equalBytes(stored.root, expected.root);
}

function copyOf({ size, root, note }: WitnessState): WitnessState {
  return { size, root: new Uint8Array(root), note };
}
