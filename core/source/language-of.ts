import type { SourceLanguage } from './source-outline.ts';

/**
 * Names the language of a file by its name, or null where none is known to check.
 *
 * The name may have folders before it. Endings and well-known names count, without regard to case; the content is never
 * looked at. Files that are written for a program to fill in (`page.html.tmpl`) have the language null: they are none yet.
 * JSON that a tool reads with comments in it (`tsconfig.json`, `.jsonc`) is `jsonc`.
 */
export function languageOf(path: string): SourceLanguage | null {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1).toLowerCase();
  const folder = folderOf(path);
  const known = NAMES.get(name);
  if (known !== undefined) return known;
  const dot = name.lastIndexOf('.');
  // What begins with its only dot has no ending: `.json` is a hidden file of that name.
  if (dot <= 0) return null;
  const language = ENDINGS.get(name.slice(dot + 1)) ?? null;
  return language === 'json' && allowsComments(name, folder) ? 'jsonc' : language;
}

function folderOf(path: string): string {
  const parts = path.replaceAll('\\', '/').split('/');
  return (parts.at(-2) ?? '').toLowerCase();
}

/** Folders of editors, whose JSON has comments. */
const COMMENTED_FOLDERS = new Set(['.vscode', '.devcontainer', '.zed']);
/** Files whose tools take comments, also with a word between: `tsconfig.build.json`. */
const COMMENTED_NAMES = ['tsconfig', 'jsconfig', 'devcontainer', 'api-extractor', 'turbo', 'deno', 'biome', 'tslint'];

function allowsComments(name: string, folder: string): boolean {
  if (COMMENTED_FOLDERS.has(folder)) return true;
  return COMMENTED_NAMES.some((start) => name.startsWith(`${start}.`) || name.startsWith(`${start}-`));
}

function table(words: { readonly [language in SourceLanguage]?: string }): ReadonlyMap<string, SourceLanguage> {
  return new Map(
    Object.entries(words).flatMap(([language, text]) =>
      text.split(' ').map((word): [string, SourceLanguage] => [word, language as SourceLanguage]),
    ),
  );
}

const ENDINGS = table({
  typescript: 'ts mts cts',
  tsx: 'tsx',
  javascript: 'js mjs cjs jsx es6',
  json: 'json webmanifest geojson har avsc ipynb',
  jsonc: 'jsonc code-workspace code-snippets',
  yaml: 'yaml yml',
  toml: 'toml',
  python: 'py pyi pyw',
  go: 'go',
  rust: 'rs',
  java: 'java',
  shell: 'sh bash',
  sql: 'sql ddl dml pgsql',
  html: 'html htm',
  css: 'css',
});

const NAMES = table({
  json: '.lintstagedrc composer.lock flake.lock pipfile.lock .arcconfig',
  jsonc: '.eslintrc .eslintrc.json .jshintrc .swcrc .babelrc .babelrc.json .jscsrc .oxlintrc.json .hintrc bun.lock',
  yaml: '.clang-format .clang-tidy .clangd .yamllint .gemrc pubspec.lock',
  toml: 'cargo.lock poetry.lock uv.lock pdm.lock pipfile gopkg.lock',
  python: 'sconstruct sconscript wscript',
  shell: '.bashrc .bash_profile .bash_login .bash_logout .bash_aliases .profile .envrc pkgbuild',
});
