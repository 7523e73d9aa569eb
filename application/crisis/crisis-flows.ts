import { type ShownSupport, type SupportQuery, showSupport } from '../../core/crisis/support/show-support.ts';
import type { FlowContext } from '../flow-context.ts';
import type { MessageNotice } from './message-desk.ts';

/** What callers may ask about messages and support. Neither is ever gated, nor delayed by anything. */
export type CrisisFlows = {
  /** Looks at what a user wrote; nothing is recorded by it (see `observeSession`). Never raises. */
  readonly screenMessage: (message: { readonly session: string; readonly text: string }) => MessageNotice;
  /** The support of a country, in a language; of the operator's country where none is named. Never raises. */
  readonly showSupport: (query: Pick<SupportQuery, 'country' | 'language' | 'kinds'>) => ShownSupport;
};

/** The flows over one gateway's settings. */
export function crisisFlows({ messages, settings, ports }: FlowContext): CrisisFlows {
  const { country = null, message = null } = settings.support ?? {};
  return {
    screenMessage: ({ session, text }) => messages.screen({ session, text, nowMs: ports.clock.nowMs() }),
    showSupport: (query) => showSupport({ ...query, country: query.country ?? country, message }),
  };
}
