import type { Randomness } from '../../ports/randomness.ts';

/** Chance that comes out the same for the same seed. */
export type Seeded = {
  /** At least 0, below 1. */
  readonly next: () => number;
  /** A whole number of at least 0, below `bound`. */
  readonly below: (bound: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <Item>(items: readonly Item[]) => Item;
  /** Picks a name as often as its weight says. */
  readonly pickWeighted: <Name extends string>(weights: Readonly<Record<Name, number>>) => Name;
};

/** Makes a generator (mulberry32) from a seed. */
export function seeded(seed: number): Seeded {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (bound: number): number => Math.floor(next() * bound);
  const pick = <Item>(items: readonly Item[]): Item => {
    const index = below(items.length);
    if (index >= items.length) throw new RangeError('pick: an empty list, want something to pick from');
    return items[index] as Item;
  };
  const pickWeighted = <Name extends string>(weights: Readonly<Record<Name, number>>): Name => {
    const names = Object.keys(weights) as Name[];
    let left = next() * names.reduce((sum, name) => sum + weights[name], 0);
    for (const name of names) {
      left -= weights[name];
      if (left < 0) return name;
    }
    return pick(names);
  };
  return { next, below, chance: (probability) => next() < probability, pick, pickWeighted };
}

/** Ids and nonces from a seeded generator: for simulations, where they must come out the same again. */
export function seededRandomness({ below }: Seeded): Randomness {
  const bytes = (length: number): Uint8Array => Uint8Array.from({ length }, () => below(256));
  let count = 0;
  return {
    bytes,
    uuid: (atMs) => {
      count += 1;
      const time = atMs.toString(16).padStart(12, '0');
      const serial = count.toString(16).padStart(12, '0');
      return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${serial}`;
    },
  };
}
