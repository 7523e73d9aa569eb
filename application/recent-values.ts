/** Of each of two generations: what is forgotten first is the older one, as a whole. */
const MAX_GENERATION = 5_000;

/** Values by name, of which at least the newest five thousand are kept. */
export class RecentValues<Value> {
  private young = new Map<string, Value>();
  private old = new Map<string, Value>();

  set(name: string, value: Value): void {
    this.young.set(name, value);
    if (this.young.size < MAX_GENERATION) return;
    this.old = this.young;
    this.young = new Map();
  }

  /** Null for what was never set, or is forgotten. */
  get(name: string): Value | null {
    return this.young.get(name) ?? this.old.get(name) ?? null;
  }

  /** Answers it once. */
  take(name: string): Value | null {
    const found = this.get(name);
    this.young.delete(name);
    this.old.delete(name);
    return found;
  }
}
