import { parse as parseToml, TomlError } from 'smol-toml';
import type { SyntaxProblem } from '../../../core/source/source-outline.ts';

/** Returns where a text is not TOML 1.0: the first place, since what follows it is not read. */
export function tomlProblems(text: string): readonly SyntaxProblem[] {
  try {
    parseToml(text);
    return [];
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const { line, column, message } = error;
    return [{ line, column, message: `want TOML: ${firstLine(message).replace('Invalid TOML document: ', '')}` }];
  }
}

function firstLine(message: string): string {
  return message.split('\n')[0] ?? '';
}
