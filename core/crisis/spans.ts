/** Words of a text from one place on, up to but not another. */
export type Span = { readonly from: number; readonly to: number };

/** How many of the words before each place stand in one of the spans; one more entry than there are words. Linear. */
export function countBefore(length: number, spans: readonly Span[]): readonly number[] {
  const depth = new Array<number>(length + 1).fill(0);
  for (const { from, to } of spans) {
    depth[from] = (depth[from] ?? 0) + 1;
    depth[to] = (depth[to] ?? 0) - 1;
  }
  const counts = [0];
  let open = 0;
  let count = 0;
  for (const change of depth.slice(0, length)) {
    open += change;
    count += open > 0 ? 1 : 0;
    counts.push(count);
  }
  return counts;
}
