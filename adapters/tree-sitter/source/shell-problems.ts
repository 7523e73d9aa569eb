import { ParseError, parse } from 'sh-syntax';
import type { SyntaxProblem } from '../../../core/source/source-outline.ts';

/**
 * Returns what the parser of `shfmt` says of a shell text that the grammar does not take: nothing where it is valid for
 * Bash, or the first problem. Null where it says nothing that can be used.
 */
export async function shellProblems(text: string): Promise<readonly SyntaxProblem[] | null> {
  try {
    await parse(text, { filepath: 'source.sh' });
    return [];
  } catch (error) {
    if (!(error instanceof ParseError) || error.Pos === undefined) return null;
    const { Line: line, Col: column } = error.Pos;
    return [{ line, column, message: `want Bash: ${error.message}` }];
  }
}
