/** Words of a text from one place on, up to but not another. */
export type Span = { readonly from: number; readonly to: number };

/** How many of the words before each place stand in one of the spans; one more entry than there are words. Linear. */
export function countBefore(length: number, spans: readonly Span[]): readonly number[] {
  const changes = new Map<number, number>();
  const change = (at: number, by: number): void => {
    changes.set(at, (changes.get(at) ?? 0) + by);
  };
  for (const { from, to } of spans) {
    change(from, 1);
    change(to, -1);
  }
  const counts = [0];
  let open = 0;
  let count = 0;
  for (let at = 0; at < length; at++) {
    open += changes.get(at) ?? 0;
    count += open > 0 ? 1 : 0;
    counts.push(count);
  }
  return counts;
}
