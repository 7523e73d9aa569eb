import type { JSX } from 'preact';
import { client } from '../gateway/account.ts';
import { nowMs } from '../state/clock.ts';
import { crises } from '../state/crises.ts';
import { useLoaded } from '../state/load.ts';
import { ClockTime } from './time.tsx';
import { VisibleText } from './visible-text.tsx';

/**
 * Where a session's user wrote something that speaks of a crisis: the support that is shown to them, and what holds in the session
 * meanwhile. Whoever looks at it may be that person, so it speaks to them first. Nothing for every other session.
 */
export function CrisisNotice({ session }: { readonly session: string }): JSX.Element | null {
  const crisis = crises.value.get(session);
  if (crisis === undefined || crisis.until_ms <= nowMs.value) return null;
  return <Notice session={session} untilMs={crisis.until_ms} />;
}

function Notice({ session, untilMs }: { readonly session: string; readonly untilMs: number }): JSX.Element {
  const language = navigator.language.slice(0, 2);
  const support = useLoaded(() => client().guards.support({ language }));
  const found = support.value.value;
  return (
    <section class="crisis" aria-label="Support">
      {found === undefined ? null : (
        <div class="crisis-support" lang={found.language}>
          {found.text.split('\n').map((line) => (
            <p
              key={line}
              class={line.startsWith(' ') ? 'crisis-line' : line === found.question ? 'crisis-question' : ''}
            >
              {line.trim()}
            </p>
          ))}
        </div>
      )}
      <p class="crisis-why">
        Somebody in session <VisibleText text={session} /> wrote of a crisis. Until <ClockTime atMs={untilMs} />{' '}
        whatever cannot be undone waits for a person here. Nothing else changes.
      </p>
    </section>
  );
}
