import assert from 'node:assert/strict';
import { it } from 'node:test';
import * as fc from 'fast-check';
import { expandBraces } from './expand-braces.ts';
import { compileGlob, type GlobDialect, matchGlob } from './glob.ts';

const SHELL_SYNTAX = ';&|<>`$()\n';

type Way = { readonly pattern: string; readonly text: string; readonly atStart: boolean };

/** The definition, written naively: try every way. */
function naiveMatch({ pattern, text, atStart }: Way, dialect: GlobDialect): boolean {
  const tries = (length: number, end: number, start: boolean): boolean =>
    naiveMatch({ pattern: pattern.slice(length), text: text.slice(end), atStart: start }, dialect);
  if (pattern === '') return text === '';
  if (dialect === 'path' && atStart && pattern.startsWith('**/')) {
    return ends(text).some((end) => (end === 0 || text.charAt(end - 1) === '/') && tries(3, end, true));
  }
  if (dialect === 'path' && pattern.startsWith('**')) return ends(text).some((end) => tries(2, end, false));
  const character = pattern.charAt(0);
  if (character === '*')
    return ends(text).some((end) => isAllWild(text.slice(0, end), dialect) && tries(1, end, false));
  const matches = character === '?' ? text !== '' && isAllWild(text.charAt(0), dialect) : text.startsWith(character);
  return matches && tries(1, 1, character === '/');
}

function ends(text: string): readonly number[] {
  return Array.from({ length: text.length + 1 }, (_, index) => index);
}

function isAllWild(run: string, dialect: GlobDialect): boolean {
  const forbidden = dialect === 'path' ? '/' : dialect === 'command' ? SHELL_SYNTAX : '';
  return forbidden.split('').every((character) => !run.includes(character));
}

const dialects = fc.constantFrom<GlobDialect>('path', 'text', 'command');
const patterns = fc.array(fc.constantFrom('*', '**', '**/', '?', '/', 'a', 'b', ';', '{a,b}', '{b,*/}'), {
  minLength: 1,
  maxLength: 8,
});
const texts = fc.string({ unit: fc.constantFrom('a', 'b', '/', ';'), maxLength: 9 });

it('agrees with a naive recursive matcher on random patterns', () => {
  fc.assert(
    fc.property(patterns, texts, dialects, (parts, text, dialect) => {
      const pattern = parts.join('');
      const expanded = expandBraces(pattern);
      const glob = compileGlob(pattern, dialect);
      assert.equal(glob.ok, expanded.ok);
      if (!glob.ok || !expanded.ok) return;
      const wanted = expanded.value.some((alternative) =>
        naiveMatch({ pattern: alternative, text, atStart: true }, dialect),
      );
      assert.equal(matchGlob(glob.value, text), wanted ? 'yes' : 'no', `${pattern} on ${text} as ${dialect}`);
    }),
    { numRuns: 20_000 },
  );
});

it('matches, as a permitted command, only what it matches as text', () => {
  fc.assert(
    fc.property(patterns, texts, (parts, text) => {
      const asCommand = compileGlob(parts.join(''), 'command');
      const asText = compileGlob(parts.join(''), 'text');
      if (!asCommand.ok || !asText.ok || matchGlob(asCommand.value, text) === 'no') return;
      assert.equal(matchGlob(asText.value, text), 'yes');
    }),
    { numRuns: 5_000 },
  );
});
