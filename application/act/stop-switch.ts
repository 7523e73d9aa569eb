import type { StopSignal } from '../../ports/command-runner.ts';

/** A signal of our own, for what runs on behalf of a call. Fires once, and stays fired. */
export class StopSwitch implements StopSignal {
  private readonly listeners = new Set<() => void>();
  private hasFired = false;

  get aborted(): boolean {
    return this.hasFired;
  }

  addEventListener(_type: 'abort', listener: () => void): void {
    this.listeners.add(listener);
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    this.listeners.delete(listener);
  }

  /** Tells everybody who listens, each once. */
  fire(): void {
    this.hasFired = true;
    const told = [...this.listeners];
    this.listeners.clear();
    for (const listener of told) listener();
  }
}
