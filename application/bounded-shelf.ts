/**
 * Values that are made again when they are not here: the least used lately gives way, by number and by size.
 *
 * One that is larger than everything together is not kept.
 */
export class BoundedShelf<Value> {
  private readonly bounds: { readonly maxSize: number; readonly maxCount: number };
  private readonly kept = new Map<string, { readonly value: Value; readonly size: number }>();
  private size = 0;

  constructor(bounds: { readonly maxSize: number; readonly maxCount: number }) {
    this.bounds = bounds;
  }

  /** Null for what is not here. */
  get(key: string): Value | null {
    const found = this.kept.get(key);
    if (found === undefined) return null;
    this.kept.delete(key);
    this.kept.set(key, found);
    return found.value;
  }

  /** Keeps a value, whose size is in whatever unit the bound has. */
  set(key: string, value: Value, size: number): void {
    this.delete(key);
    if (size > this.bounds.maxSize) return;
    this.kept.set(key, { value, size });
    this.size += size;
    for (const oldest of this.kept.keys()) {
      if (this.size <= this.bounds.maxSize && this.kept.size <= this.bounds.maxCount) return;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    this.size -= this.kept.get(key)?.size ?? 0;
    this.kept.delete(key);
  }

  clear(): void {
    this.kept.clear();
    this.size = 0;
  }
}
