import type { Snapshot, SnapshotReason } from '../../ports/snapshot-store.ts';
import { StoreError } from '../../ports/store-error.ts';
import { pathText } from './known-tree.ts';
import type { Row } from './snapshot-database.ts';
import type { LeftOut } from './walk-record.ts';

const MAX_NAMED = 100;
const REASONS: readonly SnapshotReason[] = ['before', 'after', 'manual', 'restore', 'look'];

/** What a snapshot says of what was left out. */
type Named = Pick<Snapshot, 'leftOut' | 'lacks'>;

/** What was left out, as it is stored: all of it; and what a snapshot says of it. */
export type LeftOutDocument = Named & { readonly text: string };

/** What a stored list says nothing about, each with why: paths with all below them, and folders whose inside is unknown. */
export type Unknown = { readonly whole: ReadonlyMap<string, string>; readonly inside: ReadonlyMap<string, string> };

/** The surprising ones first, so that a hundred package folders never hide a file that could not be read. */
export function toLeftOutDocument(leftOut: ReadonlyMap<string, LeftOut>): LeftOutDocument {
  const sorted = [...leftOut].sort(
    ([onePath, one], [otherPath, other]) =>
      Number(one.isRule) - Number(other.isRule) || (onePath < otherPath ? -1 : Number(onePath > otherPath)),
  );
  const items = sorted.map(([path, { why, extent, isRule }]) => [path, why, extent, isRule]);
  return { text: JSON.stringify(items), ...toNamed(items) };
}

/**
 * Reads a row of `snapshots` joined with `roots` and `left_outs`. Raises `store.corrupt` for one that is not as written.
 *
 * `named` remembers what was left out between rows: most have the same.
 */
export function toSnapshot(row: Row, named: Map<string, Named> = new Map()): Snapshot {
  const text = (name: string): string => {
    const value = row[name];
    return typeof value === 'string' ? value : refuse(name);
  };
  const textOrNull = (name: string): string | null => (row[name] === null ? null : text(name));
  const integer = (name: string): number => {
    const value = row[name];
    return typeof value === 'number' && Number.isSafeInteger(value) ? value : refuse(name);
  };
  const root = row['root_path'];
  const paths = textOrNull('paths');
  const document = text('document');
  const leftOut = named.get(document) ?? toNamed(parseList(document, 'left_out'));
  named.set(document, leftOut);
  return {
    id: text('id'),
    root: root instanceof Uint8Array ? pathText(root) : refuse('root'),
    takenAtMs: integer('taken_at_ms'),
    reason: REASONS.find((reason) => reason === row['reason']) ?? refuse('reason'),
    action: textOrNull('action'),
    session: textOrNull('session'),
    paths:
      paths === null
        ? null
        : parseList(paths, 'paths').map((path) => (typeof path === 'string' ? path : refuse('paths'))),
    entryCount: integer('entry_count'),
    sizeBytes: integer('size_bytes'),
    ...leftOut,
    supersededBy: textOrNull('superseded_by'),
  };
}

/** What a snapshot says nothing about, whole. */
export function toUnknown(row: Row): Unknown {
  const whole = new Map<string, string>();
  const inside = new Map<string, string>();
  const document = row['document'];
  for (const item of parseList(typeof document === 'string' ? document : '', 'left_out')) {
    const [path, why, extent] = partsOf(item);
    if (typeof path !== 'string' || typeof why !== 'string') return refuse('left_out');
    (extent === 'inside' ? inside : whole).set(path, why);
  }
  return { whole, inside };
}

function toNamed(items: readonly unknown[]): Named {
  const leftOut = items.slice(0, MAX_NAMED).map((item) => {
    const [path, why] = partsOf(item);
    return typeof path === 'string' && typeof why === 'string' ? { path, why } : refuse('left_out');
  });
  // What a rule left out comes last; a list of an earlier version does not say, and counts as lacking.
  return { leftOut, lacks: items.length > 0 && partsOf(items[0])[3] !== true };
}

function partsOf(item: unknown): readonly unknown[] {
  return Array.isArray(item) ? item : refuse('left_out');
}

function parseList(text: string, name: string): readonly unknown[] {
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed : refuse(name);
  } catch {
    return refuse(name);
  }
}

function refuse(name: string): never {
  throw new StoreError(
    'store.corrupt',
    `read a snapshot: found something else in its ${name}, want it as it was written`,
  );
}
