import type { Gateway } from '../../application/gateway.ts';
import type { ModelCaller } from '../../application/model/model-caller.ts';
import type { CrisisLevel } from '../../core/crisis/crisis-kind.ts';
import type { ShownSupport } from '../../core/crisis/support/show-support.ts';
import { toHex } from '../../core/encoding/hex.ts';
import type { HashFunction } from '../../core/hash.ts';

/** Whether a caller's newest message was heard already: every request of a task repeats it. Bounded. */
export class HeardMessages {
  private readonly bySession = new Map<string, string>();
  private readonly hash: HashFunction;

  constructor(hash: HashFunction) {
    this.hash = hash;
  }

  /** True where this is another message than the one heard last of the same caller in the same session. */
  isNew({ caller, session }: ModelCaller, text: string): boolean {
    const place = JSON.stringify([caller.principal, caller.run ?? null, session]);
    const digest = toHex(this.hash(text));
    const isNew = this.bySession.get(place) !== digest;
    this.bySession.delete(place);
    this.bySession.set(place, digest);
    const [oldest] = this.bySession.keys();
    if (this.bySession.size > MOST_SESSIONS && oldest !== undefined) this.bySession.delete(oldest);
    return isNew;
  }
}

const MOST_SESSIONS = 10_000;

/** What comes of a message: headers for the answer, and when the session is marked. Never rejects. */
export type ScreenedRequest = { readonly notes: Record<string, string>; readonly marked: Promise<void> };

/** What requests are screened with. */
export type ScreeningParts = {
  readonly gateway: Pick<Gateway, 'screenMessage' | 'observeSession'>;
  readonly heard: HeardMessages;
  readonly onFailure: (what: string, error: unknown) => void;
};

const NOTHING: ScreenedRequest = { notes: {}, marked: Promise.resolve() };

/**
 * Screens what a user wrote, as a request to a model tells it. `text`: null where the request holds none.
 *
 * A crisis restricts the session's tool calls for two hours, and the answer gets a header that says where support is to be had; an
 * attack on instructions is put on record. Neither the request nor the model's answer is changed, nothing is held up, and what fails
 * here is told to the operator and stops nothing. The request is composed by a program, so that what it says of its user is recorded
 * as claimed: it can restrict, and brings nothing about that a person's own message would.
 */
export function screenRequest(parts: ScreeningParts, who: ModelCaller, text: string | null): ScreenedRequest {
  if (text === null) return NOTHING;
  try {
    if (!parts.heard.isNew(who, text)) return NOTHING;
    const caller = { ...who.caller, scopes: who.caller.scopes.filter((scope) => scope !== 'prompt') };
    const { assessment, support } = parts.gateway.screenMessage(caller, { session: who.session, text });
    if (assessment.verdict === 'clean') return NOTHING;
    const event = { kind: 'prompt', session: who.session, workspace: who.workspace, prompt: text } as const;
    const marked = parts.gateway.observeSession(caller, event).catch((error: unknown) => {
      parts.onFailure('record what a message to a model is', error);
    });
    return { notes: support === null ? {} : { 'countersign-support': whereOf(support, assessment.level) }, marked };
  } catch (error) {
    parts.onFailure('screen a message to a model', error);
    return NOTHING;
  }
}

/** Where the support of this message is to be had, for a client that shows it: nothing that a person wrote is in it. */
function whereOf({ country, language }: ShownSupport, level: CrisisLevel): string {
  const query = new URLSearchParams({ ...(country === null ? {} : { country }), language });
  return `level=${level}; support="/v1/support?${query.toString()}"`;
}
