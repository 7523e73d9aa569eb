import type { JSX } from 'preact';
import { type TextPiece, visiblePieces } from './visible-pieces.ts';

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

function OddCharacter({
  character,
  kind,
}: {
  readonly character: string;
  readonly kind: TextPiece['kind'];
}): JSX.Element {
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
