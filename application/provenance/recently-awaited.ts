/** Of each of two generations: what is forgotten first is the older one, as a whole. */
const MAX_GENERATION = 5_000;

/** Values that are waited for by name and taken once; at least the newest five thousand are kept. */
export class RecentlyAwaited<Value> {
  private young = new Map<string, Value>();
  private old = new Map<string, Value>();

  set(name: string, value: Value): void {
    this.young.set(name, value);
    if (this.young.size < MAX_GENERATION) return;
    this.old = this.young;
    this.young = new Map();
  }

  /** Null where it was taken before, never set, or forgotten. */
  take(name: string): Value | null {
    const found = this.young.get(name) ?? this.old.get(name) ?? null;
    this.young.delete(name);
    this.old.delete(name);
    return found;
  }
}
