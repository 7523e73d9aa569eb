import type { Button, ButtonVerb } from './notification-channel.ts';

const LETTERS: { readonly [verb in ButtonVerb]: string } = { approve: 'a', 'approve-session': 's', deny: 'd' };

/** What stands behind a button at a channel: a letter for its verb and its handle, 18 ASCII characters. Nothing of the action. */
export function buttonCode({ verb, handle }: Pick<Button, 'verb' | 'handle'>): string {
  return `${LETTERS[verb]}:${handle}`;
}

/**
 * The handle in what came back with a press; null for whatever `buttonCode` cannot have written. The letter says nothing that
 * counts: what a handle means is known to the gateway alone.
 */
export function handleOfCode(code: unknown): string | null {
  return typeof code === 'string' && code.length === 18 && CODE.test(code) ? code.slice(2) : null;
}

/** Crockford's base32 has no i, l, o and u. Linear: one class, a fixed count. */
const CODE = /^[asd]:[0-9a-hjkmnp-tv-zA-HJKMNP-TV-Z]{16}$/;
