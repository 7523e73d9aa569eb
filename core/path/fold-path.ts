/** Characters that some file systems leave out of names (HFS+), and others that nobody can see. Ranges of units, inclusive. */
const INVISIBLE: readonly (readonly [number, number])[] = [
  [0x00, 0x1f],
  [0x7f, 0x9f],
  [0xad, 0xad],
  [0x034f, 0x034f],
  [0x061c, 0x061c],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x200b, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x206f],
  [0x2800, 0x2800],
  [0x3164, 0x3164],
  // The first half of tags and of variation selectors 17 to 256.
  [0xdb40, 0xdb40],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff9, 0xfffb],
];

/**
 * Writes a normalised path the way the most forgiving file system would compare it: lower case, compatibility forms
 * folded (NFKC), invisible characters left out, `\` as `/`, and per segment no trailing dots and blanks, no NTFS stream
 * (`.git:x`), no short name (`git~1`).
 *
 * Only for finding what is special about a path: two paths that fold alike may still be two files, so never for loosening.
 */
export function foldPath(path: string): string {
  return isFolded(path) ? path : `/${foldSegments(path).join('/')}`;
}

/** The usual case: lower-case ASCII with nothing that any file system folds. */
function isFolded(path: string): boolean {
  for (let index = 0; index < path.length; index++) {
    const unit = path.charCodeAt(index);
    const isUpper = unit >= 0x41 && unit <= 0x5a;
    if (unit <= 0x20 || unit >= 0x7f || isUpper || unit === 0x5c || unit === 0x3a || unit === 0x7e) return false;
    if (unit === 0x2e && (index + 1 === path.length || path.charCodeAt(index + 1) === 0x2f)) return false;
  }
  return true;
}

function foldSegments(path: string): readonly string[] {
  const segments: string[] = [];
  for (const segment of visiblePart(path).normalize('NFKC').toLowerCase().replaceAll('\\', '/').split('/')) {
    const folded = foldSegment(segment);
    if (folded !== '') segments.push(folded);
  }
  return segments;
}

/** A path without its invisible characters; most have none, and are answered as they are. */
function visiblePart(path: string): string {
  let visible = '';
  let from = 0;
  for (let index = 0; index < path.length; index++) {
    if (!isInvisible(path.charCodeAt(index))) continue;
    visible += path.slice(from, index);
    from = index + 1;
  }
  return from === 0 ? path : visible + path.slice(from);
}

function foldSegment(segment: string): string {
  const stream = segment.indexOf(':');
  let end = stream < 0 ? segment.length : stream;
  while (end > 0 && (segment.charAt(end - 1) === '.' || segment.charAt(end - 1) === ' ')) end -= 1;
  const name = segment.slice(0, end);
  return name === 'git~1' ? '.git' : name;
}

/** Tells whether a UTF-16 unit is a control character or one that nobody can see. */
export function isInvisible(unit: number): boolean {
  if (unit > 0x1f && unit < 0x7f) return false;
  return INVISIBLE.some(([first, last]) => unit >= first && unit <= last);
}

/** Tells whether a path begins with a drive of Windows, as `C:` does. */
export function isDriveLetter(path: string): boolean {
  const letter = path.charCodeAt(0) | 0x20;
  return path.charAt(1) === ':' && letter >= 0x61 && letter <= 0x7a;
}
