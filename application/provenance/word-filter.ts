const BITS = 131_072;

/**
 * Remembers that words were seen in 16 KB, whatever there are (a Bloom filter with two marks a word). It may say that a word was seen which was not;
 * never that one was not which was. Nothing can be read out of it.
 */
export class WordFilter {
  private bits: Uint8Array | null = null;

  add(word: string): void {
    this.bits ??= new Uint8Array(BITS / 8);
    for (const at of marksOf(word)) this.bits[at >> 3] = (this.bits[at >> 3] as number) | (1 << (at & 7));
  }

  has(word: string): boolean {
    const { bits } = this;
    return bits !== null && marksOf(word).every((at) => ((bits[at >> 3] as number) & (1 << (at & 7))) !== 0);
  }

  /** From now on every word was seen. */
  fill(): void {
    this.bits ??= new Uint8Array(BITS / 8);
    this.bits.fill(0xff);
  }
}

/** FNV-1a, begun in two ways. */
function marksOf(word: string): readonly number[] {
  return [0x811c9dc5, 0x5bd1e995].map((start) => {
    let hash = start;
    for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
    return (hash ^ (hash >>> 15)) & (BITS - 1);
  });
}
