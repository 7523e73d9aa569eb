import { fail, ok, type Result } from '../result.ts';

/** The most alternatives that one pattern may stand for. */
const MAX_ALTERNATIVES = 64;

/**
 * Writes out the `{a,b}` groups of a pattern: `x{a,b}` is `xa` and `xb`. Groups nest; braces without a comma are literal.
 *
 * Refuses unbalanced braces and more than 64 alternatives, so that a short pattern cannot stand for an exponential list.
 * The failure is a phrase `found …, want …`.
 */
export function expandBraces(pattern: string): Result<readonly string[], string> {
  if (!pattern.includes('{') && !pattern.includes('}')) return ok([pattern]);
  const reader = new BraceReader(pattern);
  const alternatives = reader.sequence({ nested: false });
  return reader.problem === null ? ok(alternatives) : fail(reader.problem);
}

class BraceReader {
  problem: string | null = null;
  private readonly pattern: string;
  private at = 0;

  constructor(pattern: string) {
    this.pattern = pattern;
  }

  /** Reads to the end, or inside braces up to the comma or brace that ends this alternative. */
  sequence({ nested }: { readonly nested: boolean }): readonly string[] {
    let results: readonly string[] = [''];
    while (this.at < this.pattern.length && this.problem === null) {
      const character = this.pattern.charAt(this.at);
      if (nested && (character === ',' || character === '}')) return results;
      if (character === '}') this.problem = 'found a closing brace without an opening one, want balanced braces';
      this.at += 1;
      results = this.joined(results, character === '{' ? this.group() : [character]);
    }
    return results;
  }

  private group(): readonly string[] {
    const alternatives: string[] = [];
    let members = 0;
    for (;;) {
      alternatives.push(...this.sequence({ nested: true }));
      members += 1;
      const end = this.pattern.charAt(this.at);
      this.at += 1;
      if (end === '}') return members === 1 ? alternatives.map((text) => `{${text}}`) : alternatives;
      if (end !== ',') this.problem ??= 'found an opening brace without a closing one, want balanced braces';
      if (alternatives.length > MAX_ALTERNATIVES) this.refuseCount();
      if (this.problem !== null) return alternatives;
    }
  }

  private joined(heads: readonly string[], tails: readonly string[]): readonly string[] {
    if (heads.length * tails.length > MAX_ALTERNATIVES) this.refuseCount();
    if (this.problem !== null) return heads;
    return heads.flatMap((head) => tails.map((tail) => head + tail));
  }

  private refuseCount(): void {
    this.problem ??= `found braces that stand for more than ${MAX_ALTERNATIVES} alternatives, want at most ${MAX_ALTERNATIVES}`;
  }
}
