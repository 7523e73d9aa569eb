import { type ShownSupport, type SupportQuery, showSupport } from '../../core/crisis/support/show-support.ts';
import type { FlowContext } from '../flow-context.ts';
import type { Caller } from '../gateway.ts';
import type { MessageNotice } from './message-desk.ts';

/** What callers may ask about messages and support. Neither is ever gated, nor delayed by anything. */
export type CrisisFlows = {
  /** Looks at what a user wrote; nothing is recorded by it (see `observeSession`). Never raises. */
  readonly screenMessage: (
    caller: Caller,
    message: { readonly session: string; readonly text: string },
  ) => MessageNotice;
  /** The support of a country, in a language; of the operator's country where none is named. Never raises. */
  readonly showSupport: (query: Pick<SupportQuery, 'country' | 'language' | 'kinds'>) => ShownSupport;
};

/** The flows over one gateway's settings. */
export function crisisFlows({ messages, settings, ports }: FlowContext): CrisisFlows {
  const { country = null, message = null } = settings.support ?? {};
  return {
    screenMessage: (caller, { session, text }) =>
      messages.screen({ reader: readerOf(caller, session), text, nowMs: ports.clock.nowMs() }),
    showSupport: (query) => showSupport({ ...query, country: query.country ?? country, message }),
  };
}

/**
 * Who reads what is shown. A program that may not speak for the person has a reader of its own, and so has every run: what it had
 * shown to itself is never kept from the person.
 */
function readerOf({ principal, scopes, run }: Caller, session: string): string {
  return JSON.stringify([scopes.includes('prompt'), principal, run ?? null, session]);
}
