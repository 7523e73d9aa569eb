import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';

type Options = {
  readonly id: string;
  readonly text: string;
  readonly rows: number;
  readonly onChange: (text: string) => void;
};

/** A field for text of many lines, with their numbers beside it. Tab leaves it, as everywhere. */
export function CodeEditor({ id, text, rows, onChange }: Options): JSX.Element {
  const numbers = useRef<HTMLPreElement>(null);
  const count = text.split('\n').length;
  return (
    <div class="code-editor">
      <pre class="editor-lines" ref={numbers} aria-hidden="true">
        {Array.from({ length: count }, (_, index) => index + 1).join('\n')}
      </pre>
      <textarea
        id={id}
        class="mono"
        rows={rows}
        spellcheck={false}
        value={text}
        onInput={(event) => onChange(event.currentTarget.value)}
        onScroll={(event) => {
          if (numbers.current !== null) numbers.current.scrollTop = event.currentTarget.scrollTop;
        }}
      />
    </div>
  );
}
