import { languageOf } from '../source/language-of.ts';
import type { SourceLanguage, SourceOutline } from '../source/source-outline.ts';
import { type FileImage, type PlannedFile, textOfImage } from './planned-file.ts';

/** The outlines of a file before and after a change; null where nothing stands or nothing could be read. */
export type FileOutlines = { readonly before: SourceOutline | null; readonly after: SourceOutline | null };

/** The outlines of changed files by path. A file that is missing here could not be read. */
export type OutlinesByPath = ReadonlyMap<string, FileOutlines>;

/** A text whose outline is wanted before a plan is judged. */
export type WantedOutline = {
  readonly path: string;
  readonly side: 'before' | 'after';
  readonly language: SourceLanguage;
  readonly text: string;
};

/** Languages that offer something to other files, and so can break them. */
const EXPORTING: ReadonlySet<SourceLanguage> = new Set([
  'typescript',
  'tsx',
  'javascript',
  'python',
  'go',
  'rust',
  'java',
]);

/** Endings of source files in languages that nothing of ours reads. */
const UNREAD_ENDINGS = [
  ...['.c', '.h', '.cc', '.cpp', '.hpp', '.m', '.mm', '.cs', '.fs', '.vb', '.rb', '.php', '.kt', '.kts', '.swift'],
  ...[
    '.scala',
    '.clj',
    '.lua',
    '.pl',
    '.pm',
    '.ex',
    '.exs',
    '.erl',
    '.hs',
    '.ml',
    '.dart',
    '.jl',
    '.r',
    '.zig',
    '.groovy',
  ],
  ...['.vue', '.svelte', '.astro', '.sol', '.ps1', '.zsh', '.fish', '.proto', '.graphql'],
];

/** What language a file is in, as far as it matters here: one that offers things to others, another one, none of ours. */
export type SourceSort = 'exporting' | 'script' | 'unread' | 'none';

/** The sort of a file, by its name. */
export function sourceSortOf(path: string): SourceSort {
  const language = languageOf(path);
  if (language !== null && EXPORTING.has(language)) return 'exporting';
  if (language === 'shell') return 'script';
  const name = path.toLowerCase();
  return UNREAD_ENDINGS.some((ending) => name.endsWith(ending)) ? 'unread' : 'none';
}

/** The texts whose outlines `assessPlanRisk` wants, so that a flow can have them read before it asks. */
export function wantedOutlines(files: readonly PlannedFile[]): readonly WantedOutline[] {
  return files.flatMap(({ path, before, after }) => {
    const sort = sourceSortOf(path);
    if (sort !== 'exporting' && sort !== 'script') return [];
    const language = languageOf(path) as SourceLanguage;
    const wanted = (side: 'before' | 'after', image: FileImage | null): readonly WantedOutline[] => {
      const text = image?.kind === 'file' ? textOfImage(image) : null;
      return text === null ? [] : [{ path, side, language, text }];
    };
    return [...wanted('before', before), ...wanted('after', after)];
  });
}

/** Puts the outlines that were read together by path; null stands for one that could not be read. */
export function outlinesByPath(
  read: readonly (Pick<WantedOutline, 'path' | 'side'> & { readonly outline: SourceOutline | null })[],
): OutlinesByPath {
  const outlines = new Map<string, FileOutlines>();
  for (const { path, side, outline } of read) {
    const known = outlines.get(path) ?? { before: null, after: null };
    outlines.set(path, side === 'before' ? { ...known, before: outline } : { ...known, after: outline });
  }
  return outlines;
}

/** The outline of one side of a file. `nothing`: no file stands there; `unread`: there is one that could not be read. */
export function outlineOf(
  { path, ...images }: PlannedFile,
  { side, outlines }: { readonly side: 'before' | 'after'; readonly outlines: OutlinesByPath },
): SourceOutline | 'nothing' | 'unread' {
  if (images[side]?.kind !== 'file') return 'nothing';
  return outlines.get(path)?.[side] ?? 'unread';
}
