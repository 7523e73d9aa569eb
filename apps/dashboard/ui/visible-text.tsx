import type { JSX } from 'preact';

const NAMES: { readonly [code: number]: string } = {
  0x00: 'NUL',
  0x08: 'BACKSPACE',
  0x0d: 'CARRIAGE RETURN',
  0x1b: 'ESCAPE',
  0x7f: 'DELETE',
  0xa0: 'NO-BREAK SPACE',
  0xad: 'SOFT HYPHEN',
  0x200b: 'ZERO WIDTH SPACE',
  0x200c: 'ZERO WIDTH NON-JOINER',
  0x200d: 'ZERO WIDTH JOINER',
  0x200e: 'LEFT-TO-RIGHT MARK',
  0x200f: 'RIGHT-TO-LEFT MARK',
  0x202a: 'LEFT-TO-RIGHT EMBEDDING',
  0x202b: 'RIGHT-TO-LEFT EMBEDDING',
  0x202c: 'POP DIRECTION',
  0x202d: 'LEFT-TO-RIGHT OVERRIDE',
  0x202e: 'RIGHT-TO-LEFT OVERRIDE',
  0x2060: 'WORD JOINER',
  0xfeff: 'BYTE ORDER MARK',
};

const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\u00a0\u2000-\u200a\u202f\u205f\u3000\u115f\u1160\u3164\uffa0\ufe00-\ufe0f]/u;
const FOREIGN_LETTER = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\uff01-\uff5e]/u;

/** A piece of a text: as it is, or a character that must not pass unseen. */
export type TextPiece = { readonly text: string; readonly kind: 'plain' | 'invisible' | 'look-alike' };

/**
 * Takes a text apart so that nothing in it stays unseen: what is invisible, changes the direction of writing or breaks a line,
 * and letters that look like Latin ones and are not. Line feeds and tabs stay what they are.
 */
export function visiblePieces(text: string): readonly TextPiece[] {
  const pieces: TextPiece[] = [];
  let plain = '';
  for (const character of text) {
    const kind = kindOf(character);
    if (kind === 'plain') {
      plain += character;
      continue;
    }
    if (plain !== '') pieces.push({ text: plain, kind: 'plain' });
    plain = '';
    pieces.push({ text: character, kind });
  }
  if (plain !== '') pieces.push({ text: plain, kind: 'plain' });
  return pieces;
}

function kindOf(character: string): TextPiece['kind'] {
  if (character === '\n' || character === '\t' || (character >= ' ' && character <= '~')) return 'plain';
  if (INVISIBLE.test(character)) return 'invisible';
  return FOREIGN_LETTER.test(character) ? 'look-alike' : 'plain';
}

/** Text of an agent, a file or the net, isolated from ours, with every character to be seen. */
export function VisibleText({ text }: { readonly text: string }): JSX.Element {
  return (
    <bdi class="foreign">
      {visiblePieces(text).map((piece, index) =>
        piece.kind === 'plain' ? piece.text : <OddCharacter key={index} character={piece.text} kind={piece.kind} />,
      )}
    </bdi>
  );
}

function OddCharacter({ character, kind }: { readonly character: string; readonly kind: TextPiece['kind'] }): JSX.Element {
  const code = character.codePointAt(0) ?? 0;
  const shown = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  const name = NAMES[code] ?? (kind === 'invisible' ? 'invisible character' : 'looks like a Latin letter and is not');
  return (
    <mark class={`odd ${kind}`} title={`${shown} ${name}`}>
      {kind === 'look-alike' ? character : null}
      <span class="odd-code">{kind === 'look-alike' ? shown : (NAMES[code] ?? shown)}</span>
    </mark>
  );
}
