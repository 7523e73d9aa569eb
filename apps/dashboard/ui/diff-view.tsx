import type { JSX } from 'preact';
import type { DiffLine } from './line-diff.ts';
import { VisibleText } from './visible-text.tsx';

const SIGNS = { same: ' ', added: '+', removed: '−', hunk: '' } as const;
const SAID = { same: '', added: 'added: ', removed: 'removed: ', hunk: '' } as const;

type DiffOptions = {
  readonly lines: readonly DiffLine[];
  readonly name: string;
  /** A piece of a file, whose place in it is not known: no numbers are shown, since they would be wrong ones. */
  readonly isPiece?: boolean;
};

/** A difference with the line numbers of both sides. Every line is there; long ones wrap. */
export function DiffView({ lines, name, isPiece = false }: DiffOptions): JSX.Element {
  const added = lines.filter(({ kind }) => kind === 'added').length;
  const removed = lines.filter(({ kind }) => kind === 'removed').length;
  return (
    <figure class="code-figure">
      <figcaption>
        <span class="mono">
          <VisibleText text={name} />
        </span>
        <span class="diff-sum">
          <b class="added">+{added}</b> <b class="removed">−{removed}</b>
        </span>
      </figcaption>
      <div
        class={isPiece ? 'code diff piece' : 'code diff'}
        tabIndex={0}
        role="region"
        aria-label={`Difference of ${name}`}
      >
        {lines.map(({ kind, text, before, after }, index) => (
          <div key={index} class={`diff-line ${kind}`}>
            <span class="number" aria-hidden="true">
              {before}
            </span>
            <span class="number" aria-hidden="true">
              {after}
            </span>
            <span class="sign" aria-hidden="true">
              {SIGNS[kind]}
            </span>
            <span class="sr-only">{SAID[kind]}</span>
            <code>
              <VisibleText text={text} />
            </code>
          </div>
        ))}
      </div>
    </figure>
  );
}

/** A text with line numbers. */
export function CodeView({ text, name }: { readonly text: string; readonly name: string }): JSX.Element {
  return (
    <figure class="code-figure">
      <figcaption>
        <span>{name}</span>
      </figcaption>
      <div class="code" tabIndex={0} role="region" aria-label={name}>
        {text.split('\n').map((line, index) => (
          <div key={index} class="diff-line same">
            <span class="number" aria-hidden="true">
              {index + 1}
            </span>
            <code>
              <VisibleText text={line} />
            </code>
          </div>
        ))}
      </div>
    </figure>
  );
}
