import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Language, Parser, Query } from 'web-tree-sitter';
import type { SourceLanguage } from '../../../core/source/source-outline.ts';
import { DECISIONS } from './decisions.ts';

/** Languages that are read with a grammar; the others have readers of their own. */
export type GrammarLanguage = Exclude<SourceLanguage, 'json' | 'jsonc' | 'yaml' | 'toml' | 'sql' | 'html' | 'css'>;

const require = createRequire(import.meta.url);

/** Where each grammar stands: written out, so that tools see which packages are used. */
const FILES: { readonly [Language in GrammarLanguage]: () => string } = {
  typescript: () => require.resolve('@vscode/tree-sitter-wasm/wasm/tree-sitter-typescript.wasm'),
  tsx: () => require.resolve('@vscode/tree-sitter-wasm/wasm/tree-sitter-tsx.wasm'),
  javascript: () => require.resolve('@vscode/tree-sitter-wasm/wasm/tree-sitter-javascript.wasm'),
  python: () => require.resolve('@vscode/tree-sitter-wasm/wasm/tree-sitter-python.wasm'),
  go: () => require.resolve('@vscode/tree-sitter-wasm/wasm/tree-sitter-go.wasm'),
  rust: () => require.resolve('@vscode/tree-sitter-wasm/wasm/tree-sitter-rust.wasm'),
  java: () => require.resolve('@vscode/tree-sitter-wasm/wasm/tree-sitter-java.wasm'),
  shell: () => require.resolve('tree-sitter-bash/tree-sitter-bash.wasm'),
};

/** A parser of one language, and the query that finds its decisions. */
export type Grammar = { readonly parser: Parser; readonly decisions: Query };

/** Whether a language is read with a grammar. */
export function hasGrammar(language: SourceLanguage): language is GrammarLanguage {
  return language in FILES;
}

/**
 * Returns a function that loads the grammar of a language the first time it is wanted, and keeps it.
 *
 * A failure to load is raised each time: a broken installation is not taken for a text without problems.
 */
export function openGrammars(): (language: GrammarLanguage) => Promise<Grammar> {
  const loaded = new Map<GrammarLanguage, Promise<Grammar>>();
  const engine = Parser.init();
  const load = async (name: GrammarLanguage): Promise<Grammar> => {
    await engine;
    const language = await Language.load(await readFile(FILES[name]()));
    const parser = new Parser();
    parser.setLanguage(language);
    return { parser, decisions: new Query(language, DECISIONS[name]) };
  };
  return (name) => {
    const known = loaded.get(name) ?? load(name);
    loaded.set(name, known);
    return known;
  };
}
