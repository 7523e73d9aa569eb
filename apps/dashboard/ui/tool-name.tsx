import type { JSX } from 'preact';
import { VisibleText } from './visible-text.tsx';

/** Longest name of a tool that a heading holds as it is. */
const LONGEST = 64;

/**
 * The name of a tool in a heading of ours. An agent may choose it: one that is not made of plain letters, digits, `_`, `-` and `.` is
 * said to be unusual, and every character of it that is not seen, or that looks like another, is shown as what it is.
 */
export function ToolName({ name }: { readonly name: string }): JSX.Element {
  if (isPlain(name)) return <span class="tool">{name}</span>;
  return (
    <>
      a tool with an unusual name:{' '}
      <span class="tool">
        <VisibleText text={name} />
      </span>
    </>
  );
}

/** The same where nothing but words can be said: a name that could be read as a sentence of ours is not repeated. */
export function toolInWords(name: string): string {
  return isPlain(name) ? name : 'a tool with an unusual name';
}

function isPlain(name: string): boolean {
  return name.length <= LONGEST && /^[A-Za-z0-9_.-]+$/.test(name);
}
