import { type ErrorCode, parseDocument } from 'yaml';
import { fail, ok, type Result } from '../../core/result.ts';
import { KNOWN_TEXTS } from './known-texts.ts';

/** What is wrong where it stands, for the mistakes that people make; everything else cannot be read. */
const WORDS: { readonly [Code in ErrorCode]?: string } = {
  BAD_ALIAS: 'an alias or anchor without a name',
  BAD_DIRECTIVE: 'a directive that YAML does not know',
  BAD_DQ_ESCAPE: 'an escape in double quotes that YAML does not know',
  BAD_INDENT: 'another indentation than of what stands around it, or a bracket without its end',
  BAD_SCALAR_START: 'a text that begins with a sign of YAML, want it in quotes',
  BLOCK_AS_IMPLICIT_KEY: 'a second key or list in one line, want it below or the text in quotes',
  BLOCK_IN_FLOW: 'a list or mapping of lines within brackets',
  DUPLICATE_KEY: 'the same key twice',
  MISSING_CHAR: 'something missing: a quotation mark, a bracket, a comma, a colon or a blank',
  MULTILINE_IMPLICIT_KEY: 'a key of several lines, or a line without a colon',
  MULTIPLE_DOCS: 'several documents, want one',
  TAB_AS_INDENT: 'a tab in front of a line, want blanks',
  TAG_RESOLVE_FAILED: 'a tag that is not known here',
  UNEXPECTED_TOKEN: 'a sign that does not belong there',
};
const OTHER = 'what cannot be read as YAML';

/**
 * Reads one YAML document in which no key stands twice and no tag is unknown. Fails with the line and the kind of the first mistake.
 *
 * Nothing of the text is repeated: a line of a settings file may hold a key or a password.
 */
export function readYamlText(
  text: string,
  { maxAliasCount }: { readonly maxAliasCount: number },
): Result<unknown, string> {
  const known = KNOWN_TEXTS.get(text);
  if (known !== undefined) return ok(JSON.parse(known));
  const document = parseDocument(text, { uniqueKeys: true, prettyErrors: false, logLevel: 'error' });
  const mistake = document.errors[0] ?? document.warnings[0];
  if (mistake !== undefined) {
    const line = text.slice(0, mistake.pos[0]).split('\n').length;
    return fail(`line ${line}: found ${WORDS[mistake.code] ?? OTHER}`);
  }
  try {
    return ok(document.toJS({ maxAliasCount }));
  } catch {
    // It names the alias, which may be a value that somebody forgot to quote.
    return fail(`found an alias without its anchor, or anchors used too often, want at most ${maxAliasCount} uses`);
  }
}
