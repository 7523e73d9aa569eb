import type { WireSandbox } from '../../../sdk/wire.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { connectGateway } from '../gateway/connect.ts';
import { renderTable } from '../terminal/render-table.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { visibleText } from '../terminal/visible-text.ts';
import { wrapWords } from '../terminal/wrap-text.ts';

/** Those that answer within seconds; a machine of its own needs an image of the system first. */
const QUICK = ['bwrap', 'gvisor', 'seatbelt', 'none'] as const;
const LIMIT_MS = 600_000;

/** Shows what every kind of sandbox enforces on this machine. */
export const sandboxes: Command = {
  path: ['sandboxes'],
  summary: 'show what each kind of sandbox enforces on this machine',
  details: [
    'Found out by running programs in each. What a kind lacks is refused where it is needed; it never falls back to less.',
    'Ends with 0 where a kind works that holds programs, with 1 where none does.',
  ],
  options: [
    {
      name: 'all',
      value: null,
      summary: 'microvm too: may write an image of the system first, of some gigabytes, into the state directory',
    },
  ],
  examples: [{ line: 'countersign sandboxes', does: 'the guarantees, kind by kind' }],
  run: async (invocation, context) => {
    const { client } = connectGateway(context);
    const { terminal } = context;
    const isAll = invocation.flag('all');
    if (isAll)
      terminal.err(
        'microvm: an image of the system is written into the state directory where there is none yet, of some gigabytes; this may take minutes',
      );
    const found = await client.runs.sandboxes(isAll ? null : QUICK, { timeoutMs: LIMIT_MS });
    if (invocation.json) terminal.json({ sandboxes: found });
    else for (const line of describe(found, terminal)) terminal.out(line);
    return found.some(({ name, works }) => works && name !== 'none') ? EXIT.ok : EXIT.notOk;
  },
};

function describe(found: readonly WireSandbox[], terminal: Terminal): readonly string[] {
  const { style, columns } = terminal;
  const guarantees = [
    ...new Set(found.flatMap(({ enforces, missing }) => [...enforces, ...missing.map((one) => one.guarantee)])),
  ];
  const table = renderTable({
    headings: ['GUARANTEE', ...found.map(({ name }) => name.toUpperCase())],
    rows: guarantees
      .toSorted()
      .map((guarantee) => [guarantee, ...found.map(({ enforces }) => (enforces.includes(guarantee) ? 'yes' : '-'))]),
    heading: style.dim,
    page: terminal,
  });
  const lacks = found.flatMap(({ name, works, version, missing }) => [
    `${works ? style.green('●') : style.red('●')} ${style.bold(name)} ${version ?? ''}${works ? '' : ' does not work here'}`.trimEnd(),
    ...byReason(works ? missing : missing.slice(0, 1)).flatMap(({ guarantees: names, why }) => [
      ...indented(names.join(', '), columns() - 4).map((line) => `    ${style.dim(line)}`),
      ...indented(visibleText(why), columns() - 6).map((line) => `      ${line}`),
    ]),
  ]);
  return [table, '', ...lacks];
}

/** What is missing for one reason is said once. */
function byReason(
  missing: WireSandbox['missing'],
): readonly { readonly guarantees: readonly string[]; readonly why: string }[] {
  const reasons = [...new Set(missing.map(({ why }) => why))];
  return reasons.map((why) => ({
    why,
    guarantees: missing.filter((one) => one.why === why).map(({ guarantee }) => guarantee),
  }));
}

function indented(text: string, columns: number): readonly string[] {
  return wrapWords(text, { columns: Math.max(20, columns) }).split('\n');
}
