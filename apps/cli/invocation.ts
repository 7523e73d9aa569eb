/** What a command line said, once it was found to fit the command. */
export class Invocation {
  /** Everything after the command's own words, as typed, without the global options that the CLI itself acts on. */
  readonly passed: readonly string[];
  private readonly operands: ReadonlyMap<string, readonly string[]>;
  private readonly options: ReadonlyMap<string, readonly (string | true)[]>;

  constructor(parts: {
    readonly passed: readonly string[];
    readonly operands: ReadonlyMap<string, readonly string[]>;
    readonly options: ReadonlyMap<string, readonly (string | true)[]>;
  }) {
    this.passed = parts.passed;
    this.operands = parts.operands;
    this.options = parts.options;
  }

  /** True when `--json` was given. */
  get json(): boolean {
    return this.flag('json');
  }

  /** Whether a switch was given. */
  flag(name: string): boolean {
    return this.options.has(name);
  }

  /** The last value of an option, or null. */
  text(name: string): string | null {
    const last = this.options.get(name)?.at(-1);
    return typeof last === 'string' ? last : null;
  }

  /** Every value of an option that may be repeated, in order. */
  texts(name: string): readonly string[] {
    return (this.options.get(name) ?? []).filter((value) => typeof value === 'string');
  }

  /** An operand, or null when it was left out. A required one is never null. */
  operand(name: string): string | null {
    return this.operands.get(name)?.[0] ?? null;
  }

  /** Every value of an operand that takes several. */
  rest(name: string): readonly string[] {
    return this.operands.get(name) ?? [];
  }
}
