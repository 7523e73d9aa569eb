import type { JSX } from 'preact';
import type { WireShownAction } from '../../../sdk/wire.ts';
import { linkTo } from '../router.ts';
import { nameOf, words } from '../state/words.ts';
import { Panel } from '../ui/panel.tsx';
import { ClockTime } from '../ui/time.tsx';

/** What became of an action, entry by entry. */
export function ActionTrail({ action }: { readonly action: WireShownAction }): JSX.Element {
  return (
    <Panel title="On record" note={`${action.trail.length}`}>
      <ol class="trail">
        {action.trail.map(({ index, type, at_ms, actor, data }) => (
          <li key={index}>
            <b>{words(type.replaceAll('.', ' '))}</b> <span class="quiet">by {nameOf(actor)}</span>
            <span class="trail-said">{saidOf(data)}</span>
            <span class="trail-place">
              <ClockTime atMs={at_ms} /> ·{' '}
              <a class="link" href={`${linkTo('log')}?at=${index}`}>
                entry {index}
              </a>
            </span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

const TOLD = ['verdict', 'answer', 'channel', 'scope', 'result', 'error', 'duration_ms', 'outcome'] as const;

function saidOf(data: { readonly [key: string]: unknown }): string {
  return TOLD.flatMap((name) => {
    const value = data[name];
    if ((typeof value !== 'string' && typeof value !== 'number') || value === '') return [];
    return [name === 'duration_ms' ? `${value} ms` : String(value)];
  }).join(', ');
}
