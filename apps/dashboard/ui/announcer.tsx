import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { WireApproval } from '../../../sdk/wire.ts';
import { nowMs, span } from '../state/clock.ts';
import { lineOf, pending } from '../state/inbox.ts';
import { nameOf, plural } from '../state/words.ts';
import { toolInWords } from './tool-name.tsx';

/** Tells screen readers of every page what waits for a person: how many at first, and each request as it comes. */
export function Announcer(): JSX.Element {
  const said = useSignal('');
  const known = useRef<ReadonlySet<string> | null>(null);
  const open = pending.value;
  useEffect(() => {
    if (open === undefined) return;
    const before = known.current;
    known.current = new Set(open.map(({ id }) => id));
    const fresh = before === null ? open : open.filter(({ id }) => !before.has(id));
    const [one] = fresh;
    if (one === undefined) return;
    said.value = fresh.length > 1 ? `${plural(fresh.length, 'request')} wait for you.` : `New request: ${inWords(one)}`;
  }, [open]);
  return (
    <p class="sr-only" role="status" aria-live="polite">
      {said.value}
    </p>
  );
}

function inWords(approval: WireApproval): string {
  const { binding, shown, risk_level: level, deadline_ms: deadlineMs } = approval;
  const left = Math.max(0, Math.round((deadlineMs - nowMs.peek()) / 1_000));
  const tool = shown === null ? 'a tool' : toolInWords(shown.action.tool.name);
  return `${nameOf(binding.requester)} wants to use ${tool}: ${lineOf(approval)}. Risk ${level}, ${span(left)} left.`;
}
