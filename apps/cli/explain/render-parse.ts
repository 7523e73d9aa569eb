import { displayWidth } from '../terminal/display-width.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { visibleText } from '../terminal/visible-text.ts';
import { cutLines } from '../terminal/wrap-text.ts';
import type { ExplainedParse, ParseNode } from './explanation.ts';

type Page = Pick<Terminal, 'style' | 'columns'>;

/** Most lines of a tree. */
const MAX_LINES = 120;

const NAMES: ReadonlyMap<string, string> = new Map([
  ['and-or', 'list'],
  ['group', '{ }'],
  ['subshell', '( )'],
]);

/** Draws the parse of a shell text as an indented tree, a line a part; what does not fit a line is cut with `…`. */
export function renderParse({ statements, complete, problem }: ExplainedParse, page: Page): readonly string[] {
  const lines = statements.flatMap((node) => renderNode(node, 1, page));
  const more = lines.length > MAX_LINES || !complete ? ['  … and more'] : [];
  const wrong =
    problem === null
      ? []
      : [
          page.style.red(
            problem.kind === 'incomplete'
              ? '  a quote, bracket or block stays open'
              : '  not all of it could be parsed',
          ),
        ];
  return [...lines.slice(0, MAX_LINES), ...more, ...wrong];
}

function renderNode(node: ParseNode, depth: number, page: Page): readonly string[] {
  const { kind, operator, text, program, children } = node;
  const indent = '  '.repeat(Math.min(depth, 16));
  const name = `${operator === '' ? '' : `${operator} `}${NAMES.get(kind) ?? kind}`;
  const room = page.columns() - displayWidth(indent) - displayWidth(name) - 2;
  const comesTo = program === null || isPlainly(program, text) ? '' : `  = ${visibleText(program)}`;
  const shown = fit(`${visibleText(text)}${comesTo}`, room);
  const line = `${indent}${page.style.cyan(name)}${shown === '' ? '' : `  ${shown}`}`;
  return [line, ...children.flatMap((child) => renderNode(child, depth + 1, page))];
}

/** Whether the first word is written as what it comes to. */
function isPlainly(program: string, text: string): boolean {
  return text === program || text.startsWith(`${program} `);
}

function fit(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  return `${cutLines(text, Math.max(8, columns - 1))[0] ?? ''}…`;
}
