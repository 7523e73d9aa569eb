/**
 * Draws `docs/demo.svg`: what `countersign demo` prints, as a picture of a terminal. Run it after `npm run build`:
 * `node docs/make-demo-picture.ts`. Needs the program `script` (util-linux), which makes the terminal that colours are for.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';

const COLUMNS = 84;
const CHARACTER_WIDTH = 7.83;
const LINE_HEIGHT = 18;
const MARGIN = 20;
const TITLE_BAR = 34;
/** Steps of the demo that are left out, by what their heading holds; a line with an ellipsis stands for them. */
const LEFT_OUT = [/An approval is used up once/];

const COLOURS: { readonly [code: number]: string } = {
  31: '#ff7b72',
  32: '#7ee787',
  33: '#e3b341',
  34: '#79c0ff',
  35: '#d2a8ff',
  36: '#76e3ea',
};

type Look = { readonly colour: string | null; readonly bold: boolean; readonly dim: boolean };
type Run = { readonly text: string; readonly look: Look };

const PLAIN: Look = { colour: null, bold: false, dim: false };

/** Runs the demo on a terminal of its own with nobody at the keyboard, and answers what it printed. */
function runDemo(): string {
  const home = mkdtempSync(join(tmpdir(), 'demo-'));
  try {
    const command = `stty cols ${COLUMNS} 2>/dev/null; exec '${resolve('bin/countersign')}' demo </dev/null`;
    const env = { PATH: process.env['PATH'] ?? '', HOME: home, TERM: 'xterm-256color', LANG: 'C.UTF-8' };
    const run = spawnSync('script', ['-qec', command, '/dev/null'], { encoding: 'utf8', env, timeout: 120_000 });
    if (run.status !== 0) throw new Error(`run the demo: it ended with ${run.status}: ${run.stdout}${run.stderr}`);
    return run.stdout;
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** The lines to draw: steps are divided by empty lines and begin with a triangle. */
function chooseLines(printed: string): readonly string[] {
  const steps = printed
    .replaceAll('\r', '')
    .trimEnd()
    .split(/\n(?=[^\n]*▸)/);
  const chosen = steps.map((step) => (LEFT_OUT.some((pattern) => pattern.test(step)) ? '⋯\n' : step));
  return ['\u001b[32m$\u001b[39m countersign demo', ...chosen.join('\n').split('\n')];
}

/**
 * Cuts each line into runs of one look; a look goes on over the end of a line. Only Select Graphic Rendition is read
 * (ECMA-48 §8.3.117); other sequences vanish.
 */
function runsOf(lines: readonly string[]): readonly (readonly Run[])[] {
  let look = PLAIN;
  return lines.map((line) => {
    const runs: Run[] = [];
    for (const [index, part] of line.split('\u001b[').entries()) {
      const end = index === 0 ? -1 : part.search(/[A-Za-z]/);
      const codes = end >= 0 && part.charAt(end) === 'm' ? part.slice(0, end).split(';') : [];
      for (const code of codes) look = changed(look, Number(code));
      const text = part.slice(end + 1);
      if (text !== '') runs.push({ text, look });
    }
    return runs;
  });
}

/** Folds lines that are longer than the terminal is wide, as a terminal does. */
function folded(lines: readonly (readonly Run[])[]): readonly (readonly Run[])[] {
  return lines.flatMap((runs) => {
    const rows: Run[][] = [[]];
    let column = 0;
    for (const { text, look } of runs) {
      let rest = [...text];
      while (column + rest.length > COLUMNS) {
        rows.at(-1)?.push({ text: rest.slice(0, COLUMNS - column).join(''), look });
        rest = rest.slice(COLUMNS - column);
        rows.push([]);
        column = 0;
      }
      rows.at(-1)?.push({ text: rest.join(''), look });
      column += rest.length;
    }
    return rows;
  });
}

function changed(look: Look, code: number): Look {
  if (code === 0) return PLAIN;
  if (code === 1) return { ...look, bold: true };
  if (code === 2) return { ...look, dim: true };
  if (code === 22) return { ...look, bold: false, dim: false };
  if (code === 39) return { ...look, colour: null };
  return COLOURS[code] === undefined ? look : { ...look, colour: COLOURS[code] };
}

function drawRun({ text, look }: Run): string {
  const fill = look.colour ?? (look.dim ? '#8b949e' : null);
  const attributes = `${fill === null ? '' : ` fill="${fill}"`}${look.bold ? ' font-weight="600"' : ''}`;
  return attributes === '' ? escaped(text) : `<tspan${attributes}>${escaped(text)}</tspan>`;
}

/** Browsers take spaces at the beginning of a line away, whatever the group around it says: none of them is a plain one. */
function escaped(text: string): string {
  const kept = text.replaceAll(' ', '\u{a0}');
  return kept.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function drawTerminal(lines: readonly (readonly Run[])[]): string {
  const width = Math.ceil(COLUMNS * CHARACTER_WIDTH + 2 * MARGIN);
  const height = TITLE_BAR + lines.length * LINE_HEIGHT + MARGIN;
  const dots = ['#ff5f57', '#febc2e', '#28c840'].map(
    (fill, index) => `<circle cx="${22 + index * 20}" cy="17" r="6" fill="${fill}"/>`,
  );
  const texts = lines.map((runs, index) => {
    const y = TITLE_BAR + (index + 1) * LINE_HEIGHT - 4;
    return runs.length === 0 ? '' : `<text x="${MARGIN}" y="${y}">${runs.map(drawRun).join('')}</text>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title">`,
    '<title id="title">A terminal: countersign demo shows a read and a write allowed, a shell line approved by a person, a line that would wipe the disk denied, and the log verified</title>',
    `<rect width="${width}" height="${height}" rx="10" fill="#0d1117"/>`,
    ...dots,
    '<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, \'DejaVu Sans Mono\', monospace" font-size="13" fill="#e6edf3">',
    ...texts.filter((text) => text !== ''),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

const lines = folded(runsOf(chooseLines(runDemo())));
writeFileSync(resolve('docs/demo.svg'), drawTerminal(lines));
process.stdout.write(`docs/demo.svg: ${lines.length} lines\n`);
