import { parseAllDocuments } from 'yaml';
import { MAX_PROBLEMS } from '../../../core/source/new-problems.ts';
import { problemAt } from '../../../core/source/place-in-text.ts';
import type { SyntaxProblem } from '../../../core/source/source-outline.ts';

/** Returns where a text is not YAML 1.2; it may hold several documents. Tags and aliases are not resolved. */
export function yamlProblems(text: string): readonly SyntaxProblem[] {
  const documents = parseAllDocuments(text, {
    prettyErrors: false,
    uniqueKeys: true,
    stringKeys: false,
    logLevel: 'silent',
  });
  if (!Array.isArray(documents)) return [];
  return documents
    .flatMap(({ errors }) => errors)
    .slice(0, MAX_PROBLEMS)
    .map(({ pos: [at], message }) => problemAt(text, at, `want YAML: ${firstLine(message)}`));
}

function firstLine(message: string): string {
  return message.split('\n')[0] ?? '';
}
