/**
 * Where a known value stands, in units of what was given, and which it is: its number in the list the matcher was made of.
 *
 * `goesOn` where the part before `start` was drained earlier: what stands for the value was written then.
 */
export type KnownMatch = {
  readonly start: number;
  readonly end: number;
  readonly value: number;
  readonly goesOn: boolean;
};

/** Reads units one after the other and tells what can no longer become part of a known value. */
export type MatchReader = {
  /** Takes the next unit: a byte, or a UTF-16 unit. */
  readonly take: (unit: number) => void;
  /** Everything before this place is settled: no match that is still to come reaches into it. */
  readonly settled: () => number;
  /** Takes out the matches, or their parts, that lie before this place; in order. At most `settled`, or the end of it all. */
  readonly drain: (until: number) => readonly KnownMatch[];
};

/** Finds any of many values at once: each call begins anew. */
export type ValueMatcher = () => MatchReader;

/** A state of the automaton is its number; the first stands for "nothing of a value was read". */
type Automaton = {
  /** The next state by `state * 65,536 + unit`. */
  readonly edges: ReadonlyMap<number, number>;
  /** The state of the longest end of what was read that starts a value too. */
  readonly fallbacks: readonly number[];
  readonly depths: readonly number[];
  /** The longest value that ends in a state: its length and number; length 0 where none does. */
  readonly ends: readonly { readonly length: number; readonly value: number }[];
};

const UNITS = 65_536;

/**
 * Makes a matcher of known values (Aho and Corasick, 1975).
 *
 * Each unit costs a constant time whatever the values are: a fallback is followed only as often as units were read. What overlaps
 * is joined to one match, under the value that starts first, so that nothing of any value is left over. Empty values are passed over.
 */
export function createValueMatcher(values: readonly (readonly number[])[]): ValueMatcher {
  const automaton = build(values);
  return () => openReader(automaton);
}

function openReader(automaton: Automaton): MatchReader {
  const { depths, ends } = automaton;
  let state = 0;
  let at = 0;
  let waiting: KnownMatch[] = [];
  return {
    take: (unit) => {
      state = follow(automaton, state, unit);
      at += 1;
      const end = ends[state] as Automaton['ends'][number];
      if (end.length > 0) join(waiting, { start: at - end.length, end: at, value: end.value, goesOn: false });
    },
    settled: () => at - (depths[state] as number),
    drain: (until) => {
      const ready = waiting.filter(({ start }) => start < until);
      const rest = waiting.slice(ready.length);
      const last = ready.at(-1);
      if (last !== undefined && last.end > until) {
        ready[ready.length - 1] = { ...last, end: until };
        rest.unshift({ ...last, start: until, goesOn: true });
      }
      waiting = rest;
      return ready;
    },
  };
}

/** Adds a match behind those that are known; takes in what it covers, and grows the one that it reaches into. */
function join(waiting: KnownMatch[], match: KnownMatch): void {
  let joined = match;
  for (let last = waiting.at(-1); last !== undefined && last.end > joined.start; last = waiting.at(-1)) {
    waiting.pop();
    const first = last.start <= joined.start ? last : joined;
    joined = { ...first, end: joined.end };
  }
  waiting.push(joined);
}

function follow({ edges, fallbacks }: Automaton, from: number, unit: number): number {
  let state = from;
  let next = edges.get(state * UNITS + unit);
  while (next === undefined && state !== 0) {
    state = fallbacks[state] as number;
    next = edges.get(state * UNITS + unit);
  }
  return next ?? 0;
}

type Draft = {
  readonly edges: Map<number, number>;
  readonly parents: { readonly state: number; readonly unit: number }[];
  readonly depths: number[];
  readonly ends: { length: number; value: number }[];
};

function build(values: readonly (readonly number[])[]): Automaton {
  const draft: Draft = {
    edges: new Map(),
    parents: [{ state: 0, unit: 0 }],
    depths: [0],
    ends: [{ length: 0, value: 0 }],
  };
  for (const [value, units] of values.entries()) add(draft, units, value);
  const fallbacks = new Array<number>(draft.depths.length).fill(0);
  const automaton = { ...draft, fallbacks };
  for (const state of byDepth(draft.depths)) {
    const { state: parent, unit } = draft.parents[state] as Draft['parents'][number];
    if (parent === 0) continue;
    const fallback = follow(automaton, fallbacks[parent] as number, unit);
    fallbacks[state] = fallback;
    const inherited = draft.ends[fallback] as Draft['ends'][number];
    if ((draft.ends[state] as Draft['ends'][number]).length === 0) draft.ends[state] = inherited;
  }
  return automaton;
}

function add({ edges, parents, depths, ends }: Draft, units: readonly number[], value: number): void {
  let state = 0;
  for (const unit of units) {
    let next = edges.get(state * UNITS + unit);
    if (next === undefined) {
      next = depths.length;
      edges.set(state * UNITS + unit, next);
      parents.push({ state, unit });
      depths.push((depths[state] as number) + 1);
      ends.push({ length: 0, value: 0 });
    }
    state = next;
  }
  if (state !== 0 && (ends[state] as Draft['ends'][number]).length === 0) ends[state] = { length: units.length, value };
}

/** The states but the first, those nearest to it first: a fallback is always nearer. Counted, not compared. */
function byDepth(depths: readonly number[]): readonly number[] {
  const levels: number[][] = [];
  for (const [state, depth] of depths.entries()) {
    const level = levels[depth];
    if (level === undefined) levels[depth] = [state];
    else level.push(state);
  }
  return levels.slice(1).flat();
}
