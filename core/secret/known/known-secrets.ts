import { toUtf8 } from '../../encoding/utf8.ts';
import { byteFormsOf, formsOf } from './value-forms.ts';
import { createValueMatcher, type KnownMatch, type ValueMatcher } from './value-matcher.ts';

/** A value that is known to be secret, and what stands for it. */
export type KnownSecret = { readonly value: string; readonly replacement: string };

/** Takes known secrets out of texts and of bytes, in every spelling of `formsOf`. */
export type KnownSecrets = {
  /** The text with each replaced. The same text where there is none. Linear. */
  readonly redact: (text: string) => string;
  /** Where they stand in a text, and what stands for each. */
  readonly find: (
    text: string,
  ) => readonly { readonly start: number; readonly end: number; readonly replacement: string }[];
  /** Takes bytes as they come; holds back no more than the longest spelling. */
  readonly openStream: () => KnownStream;
};

/** A stream out of which known secrets are taken. */
export type KnownStream = {
  readonly take: (chunk: Uint8Array) => Uint8Array;
  readonly end: () => Uint8Array;
};

/** Makes what takes these secrets out. An empty list takes nothing out. */
export function createKnownSecrets(secrets: readonly KnownSecret[]): KnownSecrets {
  let overText: Prepared<string> | null = null;
  let overBytes: Prepared<Uint8Array> | null = null;
  const find = (text: string) => {
    overText ??= prepareText(secrets);
    const { matcher, replacements } = overText;
    return matchesIn(text, matcher).map(({ start, end, value }) => ({
      start,
      end,
      replacement: replacements[value] as string,
    }));
  };
  return {
    find,
    redact: (text) => {
      let redacted = '';
      let at = 0;
      for (const { start, end, replacement } of find(text)) {
        redacted += text.slice(at, start) + replacement;
        at = end;
      }
      return redacted + text.slice(at);
    },
    openStream: () => {
      overBytes ??= prepareBytes(secrets);
      return openStream(overBytes);
    },
  };
}

/** A matcher of every spelling, and what stands for each; made when first needed, and of that kind alone. */
type Prepared<Replacement> = { readonly matcher: ValueMatcher; readonly replacements: readonly Replacement[] };

function prepareText(secrets: readonly KnownSecret[]): Prepared<string> {
  const spellings = secrets.flatMap(({ value, replacement }) =>
    formsOf(value).map((form) => ({ units: unitsOf(form), replacement })),
  );
  return {
    matcher: createValueMatcher(spellings.map(({ units }) => units)),
    replacements: spellings.map(({ replacement }) => replacement),
  };
}

function prepareBytes(secrets: readonly KnownSecret[]): Prepared<Uint8Array> {
  const spellings = secrets.flatMap(({ value, replacement }) => {
    const bytes = toUtf8(replacement);
    return byteFormsOf(value).map((form) => ({ units: [...form], replacement: bytes }));
  });
  return {
    matcher: createValueMatcher(spellings.map(({ units }) => units)),
    replacements: spellings.map(({ replacement }) => replacement),
  };
}

function matchesIn(text: string, matcher: ValueMatcher): readonly KnownMatch[] {
  const reader = matcher();
  for (let at = 0; at < text.length; at++) reader.take(text.charCodeAt(at));
  return reader.drain(text.length);
}

function unitsOf(text: string): readonly number[] {
  return Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
}

function openStream({ matcher, replacements }: Prepared<Uint8Array>): KnownStream {
  const reader = matcher();
  let held: Uint8Array = new Uint8Array(0);
  /** The place of the first held byte among all that came. */
  let heldFrom = 0;
  const release = (until: number): Uint8Array => {
    const parts: Uint8Array[] = [];
    let at = heldFrom;
    for (const { start, end, value, goesOn } of reader.drain(until)) {
      parts.push(held.subarray(at - heldFrom, start - heldFrom));
      if (!goesOn) parts.push(replacements[value] as Uint8Array);
      at = end;
    }
    parts.push(held.subarray(at - heldFrom, until - heldFrom));
    held = held.slice(until - heldFrom);
    heldFrom = until;
    return joined(parts);
  };
  return {
    take: (chunk) => {
      held = joined([held, chunk]);
      for (const byte of chunk) reader.take(byte);
      return release(reader.settled());
    },
    end: () => release(heldFrom + held.length),
  };
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
