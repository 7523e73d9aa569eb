import type { WirePayloadState } from '../../../sdk/wire.ts';
import { CliError } from '../cli-error.ts';
import { formatTime } from '../terminal/format-time.ts';
import type { Style } from '../terminal/style.ts';
import { visibleText } from '../terminal/visible-text.ts';
import { readEntry } from './describe-entry.ts';
import { type LogSource, PAGE } from './log-source.ts';

/** Marks an entry that may record an erasure, before it is parsed. */
const MARK = '"type":"payload.erased"';

/** Says what became of the payload of an entry, from the source alone; as the gateway says it (`GET /v1/log/entries/{index}`). */
export function payloadOffline(source: LogSource, index: number): WirePayloadState {
  const [entry] = source.entries({ fromIndex: index, limit: 1 });
  if (entry === undefined) throw new CliError('failed', `read entry ${index}: there is none`);
  const { payload } = JSON.parse(entry.text) as { readonly payload?: unknown };
  if (payload === null || payload === undefined) return { state: 'none', erasure: null };
  if (source.holdsPayload(index) === true) return { state: 'kept', erasure: null };
  const erasure = findErasure(source, index);
  return { state: erasure === null ? 'missing' : 'erased', erasure };
}

/** What became of a payload, on one line for people. */
export function describePayload({ state, erasure }: WirePayloadState, style: Style): string {
  if (erasure !== null) {
    const { by, at_ms: atMs, index, rationale } = erasure;
    const who = `by ${visibleText(by)} on ${formatTime(atMs)}, entry ${index}`;
    return `${style.yellow('payload erased')} ${who}: ${visibleText(rationale)}`;
  }
  if (state === 'missing') return style.red('payload MISSING: it is gone, and no entry records its erasure');
  return style.dim(state === 'kept' ? 'payload kept beside the log, encrypted' : 'no payload');
}

function findErasure(source: LogSource, erased: number): WirePayloadState['erasure'] {
  let found: WirePayloadState['erasure'] = null;
  for (let fromIndex = erased + 1; ; fromIndex += PAGE) {
    const entries = source.entries({ fromIndex, limit: PAGE });
    for (const { index, text } of entries) {
      const entry = text.includes(MARK) ? readEntry(text) : null;
      if (entry?.type !== 'payload.erased' || entry.data['entry'] !== erased) continue;
      const { rationale } = entry.data;
      const why = typeof rationale === 'string' ? rationale : '';
      found = { index, by: entry.actor, at_ms: entry.atMs, rationale: why };
    }
    if (entries.length < PAGE) return found;
  }
}
