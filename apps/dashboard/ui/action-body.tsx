import type { JSX } from 'preact';
import type { WireAction, WireJson } from '../../../sdk/wire.ts';
import { CodeView, DiffView } from './diff-view.tsx';
import { lineDiff, readUnifiedDiff } from './line-diff.ts';
import { shellWords } from './shell-words.ts';
import { VisibleText } from './visible-text.tsx';

/** Arguments that hold a line for a shell. */
const SHELL = ['command', 'cmd', 'script'] as const;
const DIFF = ['diff', 'patch'] as const;

/** What would run, whole: a shell line in colours, a difference, or the arguments as they are. */
export function ActionBody({ action }: { readonly action: WireAction }): JSX.Element {
  const { args } = action;
  const parts: JSX.Element[] = [];
  const told = new Set<string>();
  const text = (name: string): string | null => {
    const value = args[name];
    return typeof value === 'string' ? value : null;
  };
  for (const name of SHELL) {
    const line = text(name);
    if (line === null) continue;
    parts.push(<ShellLine key={name} line={line} />);
    told.add(name);
  }
  const path = text('file_path') ?? text('path') ?? text('notebook_path') ?? 'file';
  const [before, after] = [text('old_string'), text('new_string')];
  if (before !== null && after !== null) {
    parts.push(<DiffView key="edit" name={path} lines={lineDiff(before, after)} isPiece />);
    for (const name of ['old_string', 'new_string', 'file_path', 'path']) told.add(name);
  }
  for (const name of DIFF) {
    const diff = text(name);
    if (diff === null) continue;
    parts.push(<DiffView key={name} name={path} lines={readUnifiedDiff(diff)} />);
    told.add(name);
  }
  const content = text('content');
  if (content !== null && text('file_path') !== null) {
    parts.push(<DiffView key="write" name={path} lines={lineDiff('', content)} />);
    for (const name of ['content', 'file_path']) told.add(name);
  }
  const rest = Object.entries(args).filter(([name]) => !told.has(name));
  return (
    <>
      {parts}
      {rest.length === 0 ? null : <Arguments rest={rest} />}
    </>
  );
}

function ShellLine({ line }: { readonly line: string }): JSX.Element {
  return (
    <figure class="code-figure">
      <figcaption>
        <span>Command</span>
      </figcaption>
      <pre class="code shell-line" tabIndex={0} role="region" aria-label="Command">
        <span class="prompt-sign" aria-hidden="true">
          ${' '}
        </span>
        {shellWords(line).map(({ kind, text }, index) => (
          <span key={index} class={`sh-${kind}`}>
            <VisibleText text={text} />
          </span>
        ))}
      </pre>
    </figure>
  );
}

function Arguments({ rest }: { readonly rest: readonly (readonly [string, WireJson])[] }): JSX.Element {
  return (
    <dl class="arguments">
      {rest.map(([name, value]) => {
        const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
        return (
          <div key={name}>
            <dt class="mono">
              <VisibleText text={name} />
            </dt>
            <dd>
              {text.includes('\n') ? (
                <CodeView text={text} name={name} />
              ) : (
                <code>
                  <VisibleText text={text} />
                </code>
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
