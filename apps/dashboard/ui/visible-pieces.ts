const INVISIBLE =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Variation_Selector}\u00a0\u2000-\u200a\u202f\u205f\u3000\u115f\u1160\u3164\uffa0]/u;
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
