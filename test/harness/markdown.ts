import { readFileSync } from 'node:fs';

/** A fenced block: the words behind its opening fence, its text, and where it stands. */
export type MarkdownBlock = { readonly mark: readonly string[]; readonly text: string; readonly place: string };

/** What the checks of documents read in one page. */
export type MarkdownPage = {
  readonly file: string;
  readonly blocks: readonly MarkdownBlock[];
  /** Targets of links and pictures. */
  readonly links: readonly string[];
  /** Texts in backquotes, outside blocks. */
  readonly code: readonly string[];
  /** Tests that are named: a test file in backquotes, and behind it names of its tests in italics. */
  readonly tests: readonly { readonly file: string; readonly name: string }[];
  /** The anchors of its headings, as code hosts make them. */
  readonly anchors: readonly string[];
};

const FENCE = '```';

/** Reads what the checks need, line by line. Not a Markdown parser: fences begin a line, links and code stand within one. */
export function readMarkdown(file: string): MarkdownPage {
  const prose: string[] = [];
  const blocks: MarkdownBlock[] = [];
  let open: { readonly mark: readonly string[]; readonly lines: string[]; readonly place: string } | null = null;
  for (const [index, line] of readFileSync(file, 'utf8').split('\n').entries()) {
    if (!line.startsWith(FENCE)) (open?.lines ?? prose).push(line);
    else if (open === null)
      open = { mark: line.slice(FENCE.length).trim().split(' '), lines: [], place: `${file}:${index + 1}` };
    else {
      blocks.push({ mark: open.mark, text: open.lines.join('\n'), place: open.place });
      open = null;
    }
  }
  if (open !== null) throw new Error(`read ${open.place}: found no closing fence, want one`);
  return {
    file,
    blocks,
    links: prose.flatMap((line) => [...withoutCode(line).matchAll(/\]\(([^()\s]+)\)/g)].map((match) => match[1] ?? '')),
    code: prose.flatMap((line) => [...line.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '')),
    tests: prose.flatMap(namedTests),
    anchors: prose.filter((line) => line.startsWith('#')).map(anchorOf),
  };
}

/** Code may look like a link; its own text is kept out of the search. */
function withoutCode(line: string): string {
  return line.replaceAll(/`[^`]*`/g, '');
}

function namedTests(line: string): readonly { readonly file: string; readonly name: string }[] {
  const named: { file: string; name: string }[] = [];
  let file: string | null = null;
  for (const [, code, italic] of line.matchAll(/`([^`]+)`|(?<!\*)\*([^*|]+)\*(?!\*)/g)) {
    if (code !== undefined) file = code.endsWith('.test.ts') ? code : null;
    else if (file !== null && italic !== undefined) named.push({ file, name: italic });
  }
  return named;
}

function anchorOf(heading: string): string {
  const text = heading.replace(/^#+\s*/, '').toLowerCase();
  return text.replaceAll(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-');
}
