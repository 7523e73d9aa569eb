import { fromBase64, toBase64 } from '../../core/encoding/base64.ts';
import { isJsonObject } from '../../core/encoding/json.ts';
import type { PayloadCipher } from '../../ports/payload-cipher.ts';

/** What a question is bound to. Time in milliseconds since 1970. */
export type QuestionState = {
  readonly approval: string;
  readonly digest: string;
  readonly session: string;
  readonly principal: string;
  readonly expiresAtMs: number;
  /** 32 hexadecimal digits: no two questions have one. */
  readonly nonce: string;
};

/** Longest text that is looked at; ours are shorter. */
export const MAX_STATE_LENGTH = 4_096;

const DOMAIN = 'countersign-question/v1';

type Seal = { readonly cipher: PayloadCipher /** The run of the gateway it is good in. */; readonly run: string };

/** Seals a state (authenticated encryption) as text that can stand in any protocol: base64url without padding. */
export function sealState(state: QuestionState, { cipher, run }: Seal): string {
  const sealed = cipher.seal(JSON.stringify(state), `${DOMAIN} ${run}`);
  return toBase64(sealed).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Opens what `sealState` made in the same run; null for anything else, down to one changed bit. */
export function openState(text: string, { cipher, run }: Seal): QuestionState | null {
  if (text.length > MAX_STATE_LENGTH) return null;
  const padded = text.replaceAll('-', '+').replaceAll('_', '/');
  const sealed = fromBase64(padded + '='.repeat((4 - (padded.length % 4)) % 4));
  const opened = sealed === null ? null : cipher.open(sealed, `${DOMAIN} ${run}`);
  return opened === null ? null : stateOf(opened);
}

function stateOf(text: string): QuestionState | null {
  const parsed: unknown = JSON.parse(text);
  return isJsonObject(parsed) ? (parsed as QuestionState) : null;
}
