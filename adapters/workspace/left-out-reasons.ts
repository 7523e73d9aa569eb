/** Why a file may be left out although it has a content of its own that could end. */
const NOT_READABLE = 'the gateway may not read it';
const TOO_LARGE = 'it has more than ';

/** Why a file is left out that the gateway has no right to read. */
export function notReadable(): string {
  return NOT_READABLE;
}

/** Why a file is left out that is larger than a snapshot keeps. */
export function tooLarge(maxFileBytes: number): string {
  return `${TOO_LARGE}${maxFileBytes} bytes`;
}

/** Whether a reason says of a file that its content could not be kept whatever else there is. */
export function couldNotKeep(why: string): boolean {
  return why === NOT_READABLE || why.startsWith(TOO_LARGE);
}
