import { findEncodedSentinels } from './encoded-runs.ts';
import { findSentinels, mentionsSentinel } from './sentinel.ts';

/** The sentinels of a text, or why it cannot be sent: what looks like one and is none. */
export type FoundSentinels =
  | { readonly ok: true; readonly sentinels: readonly string[] }
  | { readonly ok: false; readonly reason: string };

/** Finds every sentinel of a text, in it and in the base64 it holds; each once, in order. Linear. */
export function sentinelsOf(text: string): FoundSentinels {
  const sentinels = new Set<string>();
  const texts = [text, ...findEncodedSentinels(text).map((run) => run.text)];
  for (const { sentinel } of texts.flatMap((part) => findSentinels(part))) {
    if (sentinel === null) return { ok: false, reason: 'it holds a part of a sentinel, want all of it or nothing' };
    sentinels.add(sentinel);
  }
  if (sentinels.size === 0 && mentionsSentinel(text))
    return {
      ok: false,
      reason: 'it holds a sentinel in an encoding that is not read here, want it as it is or in base64',
    };
  return { ok: true, sentinels: [...sentinels] };
}

/**
 * A text with every sentinel replaced, also in the base64 it holds. What stands for one there depends on nothing but what the
 * base64 holds: JSON, or anything else.
 */
export function replaceSentinels(
  text: string,
  values: {
    readonly inText: (sentinel: string) => string;
    readonly inBase64: (sentinel: string, spelling: 'json' | 'plain') => string;
  },
): string {
  let replaced = '';
  let at = 0;
  for (const { start, end, text: run, encode } of findEncodedSentinels(text)) {
    if (findSentinels(run).length === 0) continue;
    const spelling = run.trimStart().startsWith('{') ? 'json' : 'plain';
    replaced +=
      replaceIn(text.slice(at, start), values.inText) +
      encode(replaceIn(run, (sentinel) => values.inBase64(sentinel, spelling)));
    at = end;
  }
  return replaced + replaceIn(text.slice(at), values.inText);
}

function replaceIn(text: string, valueOf: (sentinel: string) => string): string {
  let replaced = '';
  let at = 0;
  for (const { start, end, sentinel } of findSentinels(text)) {
    replaced += text.slice(at, start) + (sentinel === null ? text.slice(start, end) : valueOf(sentinel));
    at = end;
  }
  return replaced + text.slice(at);
}
