import { type DefaultTreeAdapterTypes, html, type ParserError, parse } from 'parse5';
import { MAX_PROBLEMS } from '../../../core/source/new-problems.ts';
import { problemAt } from '../../../core/source/place-in-text.ts';
import type { SyntaxProblem } from '../../../core/source/source-outline.ts';

type Found = { readonly at: number; readonly message: string };

/**
 * Returns where a text is not HTML: tags, quotes and comments that do not end, elements that are never closed though they
 * have to be, and end tags that close nothing.
 *
 * A browser takes every text, so these are the errors of the HTML standard that change what is shown. In a template, what
 * the template fills in is skipped, and elements are not paired, since its conditions decide which are there.
 */
export function htmlProblems(text: string): readonly SyntaxProblem[] {
  const source = withoutTemplateMarks(text);
  const found: Found[] = [];
  const onParseError = ({ code, startOffset }: ParserError): void => {
    const message = MESSAGES[code];
    if (message !== undefined) found.push({ at: startOffset, message });
  };
  const document = parse(source, { sourceCodeLocationInfo: true, onParseError });
  // Where a tag does not end, everything behind it is a part of it.
  const canPair = source === text && !found.some(({ message }) => message === MESSAGES['eof-in-tag']);
  if (canPair) found.push(...pairProblems(document, source));
  return found
    .sort((one, other) => one.at - other.at)
    .slice(0, MAX_PROBLEMS)
    .map(({ at, message }) => problemAt(text, at, message));
}

/** Errors of the standard that count, by its names for them. */
const MESSAGES: { readonly [code: string]: string } = {
  'eof-in-tag': 'found the end within a tag, want `>`',
  'eof-before-tag-name': 'found the end within a tag, want its name',
  'eof-in-comment': 'found the end within a comment, want `-->`',
  'eof-in-cdata': 'found the end within a CDATA section, want `]]>`',
  'eof-in-doctype': 'found the end within a doctype, want `>`',
  'eof-in-element-that-can-contain-only-text': 'found the end within a script, style or text area, want its end tag',
  'eof-in-script-html-comment-like-text': 'found the end within a script, want its end tag',
  'duplicate-attribute': 'found an attribute twice in a tag, want it once',
  'missing-attribute-value': 'found `>`, want the value of an attribute',
  'unexpected-character-in-attribute-name': 'found a quote or `<` in the name of an attribute, want `>` before it',
  'unexpected-equals-sign-before-attribute-name': 'found `=`, want the name of an attribute',
  'missing-whitespace-between-attributes': 'found two attributes without a blank between them',
};

const MARKS: readonly (readonly [string, string])[] = [
  ['{{', '}}'],
  ['{%', '%}'],
  ['{#', '#}'],
  ['<%', '%>'],
  ['<?', '?>'],
];

/** Makes blank what a template engine replaces, so that everything else is where it was. */
function withoutTemplateMarks(text: string): string {
  let source = text;
  for (const [open, close] of MARKS) {
    let parts = '';
    let at = 0;
    for (let start = source.indexOf(open); start >= 0; start = source.indexOf(open, at)) {
      const end = source.indexOf(close, start + open.length);
      if (end < 0) break;
      const span = source.slice(start, end + close.length);
      parts += source.slice(at, start) + span.replace(/[^\n]/g, open === '{{' ? 'x' : ' ');
      at = start + span.length;
    }
    if (at > 0) source = parts + source.slice(at);
  }
  return source;
}

/** Elements whose end tag may be left out, or that have none (HTML, 13.1.2.4 and 13.1.2). */
const WITHOUT_END = new Set(
  (
    'html head body p li dt dd rt rp rb rtc optgroup option colgroup caption thead tbody tfoot tr td th ' +
    'area base br col embed hr img input link meta source track wbr param frame basefont bgsound keygen plaintext'
  ).split(' '),
);
/** End tags that stand for an element where there is none to close. */
const STANDING_ALONE = new Set(['p', 'br', 'body', 'html', 'head']);
const TEXT_ONLY = new Set(['script', 'style', 'textarea', 'title', 'xmp', 'iframe', 'noembed', 'noframes', 'noscript']);

function pairProblems(document: DefaultTreeAdapterTypes.Document, text: string): readonly Found[] {
  const pairs = new PairReader(text);
  pairs.read(document);
  return [...pairs.unclosed(), ...pairs.stray()];
}

class PairReader {
  private readonly text: string;
  /** Start tags by where they begin, false while no end tag is known; formatting elements are there more than once. */
  private readonly started = new Map<number, { readonly name: string; isClosed: boolean }>();
  private readonly ends = new Set<number>();
  /** Where `</` means something else: comments, start tags, scripts. */
  private readonly covered: { readonly start: number; readonly end: number }[] = [];

  constructor(text: string) {
    this.text = text;
  }

  read(document: DefaultTreeAdapterTypes.Document): void {
    const pending: DefaultTreeAdapterTypes.Node[] = [document];
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      if ('tagName' in node) this.readElement(node);
      else if (node.nodeName === '#comment' || node.nodeName === '#documentType') this.cover(node.sourceCodeLocation);
      if ('childNodes' in node) for (const child of node.childNodes) pending.push(child);
      if ('content' in node) pending.push(node.content);
    }
  }

  private cover(place: { readonly startOffset: number; readonly endOffset: number } | null | undefined): void {
    if (place) this.covered.push({ start: place.startOffset, end: place.endOffset });
  }

  private readElement(element: DefaultTreeAdapterTypes.Element): void {
    const place = element.sourceCodeLocation;
    if (!place?.startTag) return;
    const { startOffset, endOffset } = place.startTag;
    this.cover(place.startTag);
    if (place.endTag) this.ends.add(place.endTag.startOffset);
    if (TEXT_ONLY.has(element.tagName))
      this.covered.push({ start: endOffset, end: place.endTag?.startOffset ?? this.text.length });
    const isForeign = element.namespaceURI !== html.NS.HTML;
    const closesItself = isForeign && this.text.charAt(endOffset - 2) === '/';
    const isClosed = place.endTag !== undefined || closesItself || (!isForeign && WITHOUT_END.has(element.tagName));
    const known = this.started.get(startOffset);
    if (known === undefined) this.started.set(startOffset, { name: element.tagName, isClosed });
    else known.isClosed ||= isClosed;
  }

  unclosed(): readonly Found[] {
    return [...this.started]
      .filter(([, { name, isClosed }]) => !isClosed && !TEXT_ONLY.has(name))
      .map(([at, { name }]) => ({ at, message: `found \`<${name}>\` that is never closed, want \`</${name}>\`` }));
  }

  stray(): readonly Found[] {
    const found: Found[] = [];
    const covered = this.covered.sort((one, other) => one.start - other.start);
    let next = 0;
    let coveredUntil = 0;
    for (let at = this.text.indexOf('</'); at >= 0; at = this.text.indexOf('</', at + 2)) {
      for (; (covered[next]?.start ?? Number.POSITIVE_INFINITY) <= at; next++)
        coveredUntil = Math.max(coveredUntil, covered[next]?.end ?? 0);
      const name = tagNameAt(this.text, at + 2);
      if (at < coveredUntil || name === '' || this.ends.has(at) || STANDING_ALONE.has(name)) continue;
      found.push({ at, message: `found \`</${name}>\` that closes nothing` });
    }
    return found;
  }
}

function tagNameAt(text: string, at: number): string {
  let end = at;
  while (end < text.length && end < at + 64 && !' \t\r\n\f/><'.includes(text.charAt(end))) end += 1;
  const name = text.slice(at, end).toLowerCase();
  return name.charAt(0) >= 'a' && name.charAt(0) <= 'z' ? name : '';
}
