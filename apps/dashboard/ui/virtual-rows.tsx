import { useSignal } from '@preact/signals';
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';

const OVERSCAN = 12;
/** How near to the end more is read. */
const NEAR_END = 30;

type Options<Row> = {
  readonly rows: readonly Row[];
  readonly rowHeight: number;
  readonly label: string;
  readonly columns: readonly string[];
  readonly current: number;
  readonly rowClass?: (row: Row) => string;
  readonly keyOf: (row: Row) => string | number;
  readonly children: (row: Row) => ComponentChildren;
  readonly onNearEnd?: () => void;
  readonly total?: number;
};

/**
 * A table of very many rows, of which only those in sight are made. Readers are told how many there are and where each stands.
 * While somebody reads further down, rows that come in above do not move what is read.
 */
export function VirtualRows<Row>({
  rows,
  rowHeight,
  label,
  columns,
  current,
  rowClass,
  keyOf,
  children,
  onNearEnd,
  total,
}: Options<Row>): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const range = useSignal({ from: 0, to: 40 });
  const measure = () => {
    const element = box.current;
    if (element === null) return;
    const from = Math.max(0, Math.floor(element.scrollTop / rowHeight) - OVERSCAN);
    const to = Math.ceil((element.scrollTop + element.clientHeight) / rowHeight) + OVERSCAN;
    if (from !== range.value.from || to !== range.value.to) range.value = { from, to };
    if (to > rows.length - NEAR_END) onNearEnd?.();
  };
  useEffect(() => {
    const observer = new ResizeObserver(measure);
    if (box.current !== null) observer.observe(box.current);
    return () => observer.disconnect();
  }, [rows.length, rowHeight]);
  useKeptPlace(box, { rows, rowHeight, keyOf });
  useEffect(() => scrollToRow(box.current, current, rowHeight), [current]);
  const { from, to } = range.value;
  return (
    <div class="rows" role="table" aria-label={label} aria-rowcount={(total ?? rows.length) + 1}>
      <div class="rows-head" role="rowgroup">
        <div role="row" aria-rowindex={1} class="row-grid">
          {columns.map((name) => (
            <span key={name} role="columnheader">
              {name}
            </span>
          ))}
        </div>
      </div>
      <div class="rows-body" role="rowgroup" ref={box} onScroll={measure} tabIndex={0} aria-label={`${label}, rows`}>
        <div class="rows-space" role="presentation" style={{ blockSize: `${rows.length * rowHeight}px` }}>
          {rows.slice(from, to).map((row, index) => (
            <div
              key={keyOf(row)}
              role="row"
              aria-rowindex={from + index + 2}
              class={`row row-grid ${from + index === current ? 'current' : ''} ${rowClass?.(row) ?? ''}`}
              style={{ blockSize: `${rowHeight}px`, transform: `translateY(${(from + index) * rowHeight}px)` }}
            >
              {children(row)}
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}

type Place<Row> = {
  readonly rows: readonly Row[];
  readonly rowHeight: number;
  readonly keyOf: (row: Row) => string | number;
};

function useKeptPlace<Row>(
  box: { readonly current: HTMLDivElement | null },
  { rows, rowHeight, keyOf }: Place<Row>,
): void {
  const first = useRef<string | number | undefined>(undefined);
  useLayoutEffect(() => {
    const [head] = rows;
    const before = first.current;
    first.current = head === undefined ? undefined : keyOf(head);
    const element = box.current;
    if (element === null || before === undefined || before === first.current || element.scrollTop < rowHeight) return;
    const added = rows.findIndex((row) => keyOf(row) === before);
    if (added > 0) element.scrollTop += added * rowHeight;
  }, [rows]);
}

function scrollToRow(element: HTMLDivElement | null, row: number, rowHeight: number): void {
  if (element === null || row < 0) return;
  const top = row * rowHeight;
  if (top < element.scrollTop) element.scrollTop = top;
  if (top + rowHeight > element.scrollTop + element.clientHeight)
    element.scrollTop = top + rowHeight - element.clientHeight;
}
