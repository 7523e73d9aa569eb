import type { WireUnreached } from '../../../sdk/wire.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { renderChanges } from './render-changes.ts';

type Page = Pick<Terminal, 'style' | 'columns'>;

/** What keeps paths from being put back: somebody changed them since, or something stands there that not even force removes. */
export type InTheWay = {
  readonly conflicts?: readonly string[];
  readonly unreached?: readonly WireUnreached[];
};

/** The conflicts that force overrides: those that can be put back at all. */
export function changedSince({ conflicts = [], unreached = [] }: InTheWay): readonly string[] {
  const stays = new Set(unreached.map(({ path }) => path));
  return conflicts.filter((path) => !stays.has(path));
}

/** Lines that name both kinds, each under its heading; none where nothing is in the way. */
export function renderInTheWay(found: InTheWay, page: Page): readonly string[] {
  const modify = 'modify' as const;
  const changed = changedSince(found).map((path) => ({ path, kind: modify }));
  const stays = (found.unreached ?? []).map(({ path, why }) => ({ path, kind: modify, note: why }));
  return [
    ...section('changed since by somebody else', renderChanges(changed, page), page),
    ...section('cannot be put back as things stand', renderChanges(stays, page), page),
  ];
}

function section(title: string, lines: readonly string[], { style }: Page): readonly string[] {
  return lines.length === 0 ? [] : [style.yellow(`${title}:`), ...lines];
}
