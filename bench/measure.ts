/** Times in microseconds, sorted. */
export type Samples = readonly number[];

/** A measured line: what, the figure, what it was asked to be, and the ratio to something real measured in the same run. */
export type BenchLine = {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly target: { readonly kind: 'at-least' | 'at-most'; readonly value: number };
  readonly floor: { readonly name: string; readonly value: number; readonly unit: string };
};

/** Picks a percentile (0–100) of sorted samples. */
export function percentile(samples: Samples, percent: number): number {
  return samples[Math.min(samples.length - 1, Math.floor((samples.length * percent) / 100))] ?? Number.NaN;
}

/** Sorts samples for `percentile`. */
export function sorted(samples: number[]): Samples {
  return samples.sort((first, second) => first - second);
}

/** Runs an operation many times one after the other; each run's time in microseconds. */
export async function timeEach(count: number, operation: (index: number) => Promise<unknown> | void): Promise<Samples> {
  const samples: number[] = [];
  for (let index = 0; index < count; index++) {
    const startNs = process.hrtime.bigint();
    const pending = operation(index);
    if (pending !== undefined) await pending;
    samples.push(Number(process.hrtime.bigint() - startNs) / 1_000);
  }
  return sorted(samples);
}

/** Writes a line: the figure, whether the target is met, the floor and the ratio. */
export function formatLine({ name, value, unit, target, floor }: BenchLine): string {
  const met = target.kind === 'at-least' ? value >= target.value : value <= target.value;
  const sign = target.kind === 'at-least' ? '≥' : '≤';
  const ratio = floor.unit === unit && floor.value > 0 ? `, ${(value / floor.value).toFixed(2)}×` : '';
  return `${met ? 'ok  ' : 'MISS'} ${name.padEnd(44)} ${figure(value).padStart(10)} ${unit.padEnd(5)} target ${sign} ${figure(target.value)}; floor ${floor.name} ${figure(floor.value)} ${floor.unit}${ratio}`;
}

/** A number with as many digits as matter. */
export function figure(value: number): string {
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en-US');
  return value.toFixed(Math.abs(value) >= 10 ? 1 : 3);
}
