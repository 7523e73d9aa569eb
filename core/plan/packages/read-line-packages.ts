import { PackageCollector, type PackageList } from './package-list.ts';
import { requirementName } from './requirement-name.ts';
import { quotedTexts } from './toml-lines.ts';

/** Reads `requirements.txt` and its like (pip): requirements, and options that say where packages come from. */
export function readRequirements(text: string): PackageList {
  const packages = new PackageCollector();
  for (const raw of text.replaceAll('\\\r\n', ' ').replaceAll('\\\n', ' ').split('\n')) {
    const line = withoutComment(raw, '#').trim();
    if (line === '') continue;
    if (line.startsWith('-')) packages.add(line, '');
    else packages.add(requirementName(line), line);
  }
  return packages.list();
}

/** Reads `go.mod`: what it requires, replaces, excludes, and the tools it names. */
export function readGoModule(text: string): PackageList {
  const packages = new PackageCollector();
  let block = '';
  for (const raw of text.split('\n')) {
    const words = withoutComment(raw, '//')
      .split(/[ \t\r]/)
      .filter((word) => word !== '');
    const first = words[0] ?? '';
    if (first === ')') block = '';
    else if (words[1] === '(') block = first;
    else if (first !== '') addGoLine(packages, block === '' ? words : [block, ...words]);
  }
  return packages.list();
}

/** Reads `go.sum`: modules and their checksums. */
export function readGoSums(text: string): PackageList {
  const packages = new PackageCollector();
  for (const line of text.split('\n')) {
    const [module = '', ...rest] = line.trim().split(' ');
    if (module !== '') packages.add(module, rest.join(' '));
  }
  return packages.list();
}

/** Reads `Gemfile`: gems, and where they come from. */
export function readGemfile(text: string): PackageList {
  const packages = new PackageCollector();
  for (const raw of text.split('\n')) {
    const line = withoutComment(raw, '#').trim();
    const word = ['gem', 'source', 'git_source', 'gemspec', 'path', 'git'].find((name) => startsWithWord(line, name));
    if (word === undefined) continue;
    const name = quotedTexts(line)[0] ?? line;
    packages.add(word === 'gem' ? name : `${word} ${name}`, line);
  }
  return packages.list();
}

/** Reads `build.gradle`, `build.gradle.kts` and `settings.gradle`: coordinates in quotes, plugins, addresses. */
export function readGradle(text: string): PackageList {
  const packages = new PackageCollector();
  for (const raw of text.split('\n')) {
    const line = raw.trim();
    if (line.startsWith('//') || line.startsWith('*')) continue;
    for (const quoted of quotedTexts(line)) {
      const isAddress = quoted.includes('://');
      const [group = '', artifact] = quoted.split(':');
      if (isAddress) packages.add(quoted, '');
      else if (artifact !== undefined) packages.add(`${group}:${artifact}`, line);
      else if (startsWithWord(line, 'id')) packages.add(`plugin ${quotedTexts(line)[0] as string}`, line);
    }
  }
  return packages.list();
}

function addGoLine(packages: PackageCollector, words: readonly string[]): void {
  const [verb = '', name = '', ...rest] = words;
  if (verb === 'require') packages.add(name, rest.join(' '));
  else if (verb !== 'module') packages.add(`${verb} ${name}`, rest.join(' '));
}

function withoutComment(line: string, mark: string): string {
  if (line.trimStart().startsWith(mark)) return '';
  const at = line.indexOf(` ${mark}`);
  return at < 0 ? line : line.slice(0, at);
}

function startsWithWord(line: string, word: string): boolean {
  return line === word || [' ', '(', '\t'].some((next) => line.startsWith(`${word}${next}`));
}
