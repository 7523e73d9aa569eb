import { type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { MAX_PROBLEMS } from '../../../core/source/new-problems.ts';
import { problemAt } from '../../../core/source/place-in-text.ts';
import type { SyntaxProblem } from '../../../core/source/source-outline.ts';

/** Returns where a text is not JSON (RFC 8259). A name that stands twice in an object is no problem of the syntax. */
export function jsonProblems(text: string): readonly SyntaxProblem[] {
  return problemsIn(text, false);
}

/** Returns where a text is not JSON with comments and commas at ends; it may be empty. */
export function jsoncProblems(text: string): readonly SyntaxProblem[] {
  return text.trim() === '' ? [] : problemsIn(text, true);
}

function problemsIn(text: string, hasComments: boolean): readonly SyntaxProblem[] {
  const errors: ParseError[] = [];
  parseTree(text, errors, { disallowComments: !hasComments, allowTrailingComma: hasComments });
  // A file of settings may be empty.
  const kept = hasComments && text.trim() === '' ? [] : errors;
  return kept
    .slice(0, MAX_PROBLEMS)
    .map(({ error, offset }) => problemAt(text, offset, inWords(error, text.charAt(offset))));
}

const WANTED: { readonly [name: string]: string } = {
  PropertyNameExpected: 'want a property name in double quotes',
  ValueExpected: 'want a value',
  ColonExpected: 'want `:`',
  CommaExpected: 'want `,`',
  CloseBraceExpected: 'want `}`',
  CloseBracketExpected: 'want `]`',
  EndOfFileExpected: 'want the end',
  InvalidCommentToken: 'want JSON without comments',
  UnexpectedEndOfString: 'want the text closed by a double quote on its line',
  InvalidEscapeCharacter: 'want an escape that JSON has',
  InvalidCharacter: 'want control characters escaped',
  InvalidUnicode: 'want four hexadecimal digits',
  InvalidNumberFormat: 'want a number as JSON has it',
};

function inWords(error: ParseError['error'], character: string): string {
  const found = character === '' ? 'the end' : JSON.stringify(character);
  return `found ${found}, ${WANTED[printParseErrorCode(error)] ?? 'want JSON'}`;
}
