import type { CodeLanguage, Use } from './program-rule.ts';
import type { Span } from './syntax.ts';

/** One thing that inline code does, in the terms of a command line; `value` is null where it is not known. */
export type CodeUse = { readonly use: Use; readonly value: string | null; readonly at: Span };

/**
 * What was understood of inline code. `isUnderstood` is false when anything in it may do what is not listed: then the code
 * is opaque, and the uses are what it does at least.
 */
export type CodeReading = { readonly uses: readonly CodeUse[]; readonly isUnderstood: boolean };

/** Looks into inline code. Total, and linear in the text. */
export type ReadCode = (language: CodeLanguage, text: string) => CodeReading;
