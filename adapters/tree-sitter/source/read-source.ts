import type { Node, Tree } from 'web-tree-sitter';
import { MAX_PROBLEMS } from '../../../core/source/new-problems.ts';
import type { SourceLanguage, SourceOutline, SyntaxProblem } from '../../../core/source/source-outline.ts';
import { openThreadDeadline } from '../thread-deadline.ts';
import { exportsOfEcmascript } from './exports-of-ecmascript.ts';
import { exportsOfGo } from './exports-of-go.ts';
import { exportsOfJava } from './exports-of-java.ts';
import { exportsOfPython } from './exports-of-python.ts';
import { exportsOfRust } from './exports-of-rust.ts';
import { type Grammar, type GrammarLanguage, hasGrammar, openGrammars } from './grammars.ts';
import { indentProblems } from './indent-problems.ts';
import { isTypeScript } from './is-typescript.ts';
import { elementProblems, withoutElements } from './jsx-elements.ts';
import { problemsOfTree } from './problems-of-tree.ts';
import type { Export } from './signature.ts';

/** Longest time of this thread for the tree of one text; loading a grammar is not counted. */
const MAX_PARSE_MS = 1_500;

/**
 * Opens a reader of sources for this process, which it blocks while it reads: `openSourceReader` gives it one of its own.
 *
 * Null where a tree takes too long. What a grammar does not take and another parser of the language does is valid. Raises what a broken installation or a text too deep for a reader raises.
 */
export function openReadSource(): (language: SourceLanguage, text: string) => Promise<SourceOutline | null> {
  const grammarOf = openGrammars();
  return async (language, text) => {
    const source = text.startsWith('\ufeff') ? text.slice(1) : text;
    if (!hasGrammar(language)) {
      const problemsIn = await PROBLEMS_OF[language]();
      return { language, problems: problemsIn(source), exports: [], complexity: 1 };
    }
    const outline = readTree(await grammarOf(language), language, source);
    if (outline === null || outline.problems.length === 0 || language !== 'shell') return outline;
    const { shellProblems } = await import('./shell-problems.ts');
    return { ...outline, problems: (await shellProblems(source)) ?? outline.problems };
  };
}

type FindProblems = (text: string) => readonly SyntaxProblem[];

/** Readers of the languages without a grammar, each loaded with its first text. */
const PROBLEMS_OF: {
  readonly [Language in Exclude<SourceLanguage, GrammarLanguage>]: () => Promise<FindProblems>;
} = {
  json: async () => (await import('./json-problems.ts')).jsonProblems,
  jsonc: async () => (await import('./json-problems.ts')).jsoncProblems,
  yaml: async () => (await import('./yaml-problems.ts')).yamlProblems,
  toml: async () => (await import('./toml-problems.ts')).tomlProblems,
  sql: async () => (await import('../../../core/source/sql-problems.ts')).sqlProblems,
  html: async () => (await import('./html-problems.ts')).htmlProblems,
  css: async () => (await import('../../../core/source/css-problems.ts')).cssProblems,
};

const EXPORTS_OF: { readonly [Language in GrammarLanguage]: (root: Node) => readonly Export[] } = {
  typescript: exportsOfEcmascript,
  tsx: exportsOfEcmascript,
  javascript: exportsOfEcmascript,
  python: exportsOfPython,
  go: exportsOfGo,
  rust: exportsOfRust,
  java: exportsOfJava,
  shell: () => [],
};

function readTree({ parser, decisions }: Grammar, language: GrammarLanguage, text: string): SourceOutline | null {
  const progressCallback = openThreadDeadline(MAX_PARSE_MS);
  let tree: Tree | null = null;
  try {
    tree = parser.parse(text, null, { progressCallback });
    if (tree === null) return null;
    const root = tree.rootNode;
    return {
      language,
      problems: problemsOf(root, language, text),
      exports: EXPORTS_OF[language](root),
      complexity: decisions.captures(root, { progressCallback }).length + 1,
    };
  } finally {
    tree?.delete();
    parser.reset();
  }
}

function problemsOf(root: Node, language: GrammarLanguage, text: string): readonly SyntaxProblem[] {
  const problems = problemsOfTree(root, text);
  if (EXPORTS_OF[language] === exportsOfEcmascript) return problemsOfEcmascript(root, text, problems);
  // Where the tree is a guess, so are its blocks.
  if (problems.length > 0 || language !== 'python') return problems;
  return indentProblems(root, text).slice(0, MAX_PROBLEMS);
}

/** Grammars have gaps: what Node's own compiler takes for valid has no problems but those of elements, which it does not know. */
function problemsOfEcmascript(root: Node, text: string, problems: readonly SyntaxProblem[]): readonly SyntaxProblem[] {
  if (problems.length > 0) {
    const rest = withoutElements(root, text);
    if (rest === null || !isTypeScript(rest)) return problems;
  }
  return elementProblems(root, text).slice(0, MAX_PROBLEMS);
}
