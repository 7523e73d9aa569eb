import type { WireBudget } from '../../../sdk/wire.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { connectGateway } from '../gateway/connect.ts';
import { usageError } from '../parse-command-line.ts';
import { readInteger } from '../read-value.ts';
import { renderTable } from '../terminal/render-table.ts';
import { visibleText } from '../terminal/visible-text.ts';
import { formatUsd, readUsd } from './budget-amount.ts';

const MAX_TOKENS = 1_000_000_000_000;
const SCOPE = {
  name: 'scope',
  summary: 'day, task, principal, or one budget as `budget show` names it',
  required: true,
  many: true,
} as const;

/** Shows what was spent. */
export const budgetShow: Command = {
  path: ['budget', 'show'],
  summary: 'show what agents used of their budgets, and what is left',
  details: ['Ends with 1 when a budget is used up. A day begins at midnight in the time zone of the machine.'],
  options: [{ name: 'limit', value: 'N', summary: 'show at most so many (default: 100)' }],
  examples: [
    { line: 'countersign budget show', does: 'the day, every principal, and the newest tasks' },
    { line: 'countersign budget show --json', does: 'the same for a script' },
  ],
  run: async (invocation, context) => {
    const text = invocation.text('limit');
    const limit = text === null ? 100 : readInteger(text, { name: '--limit', min: 2, max: 1_000 });
    const budgets = await connectGateway(context).client.guards.budgets({ limit });
    const { terminal } = context;
    if (invocation.json) terminal.json({ budgets });
    else {
      const headings = ['BUDGET', 'TOKENS', 'OF', 'SPENT', 'OF', 'RUNNING CALLS HOLD'];
      terminal.out(renderTable({ headings, rows: budgets.map(rowOf), heading: terminal.style.bold, page: terminal }));
    }
    return budgets.some(isUsedUp) ? EXIT.notOk : EXIT.ok;
  },
};

/** Sets a limit. */
export const budgetSet: Command = {
  path: ['budget', 'set'],
  summary: 'set the limit of a kind of budgets, or of one',
  details: [
    'Both amounts are set together. With --default what was set is taken back, and the usual limit holds again.',
  ],
  operands: [SCOPE],
  options: [
    { name: 'tokens', value: 'N', summary: 'tokens of models' },
    { name: 'usd', value: 'AMOUNT', summary: 'dollars, for example 2.50' },
    { name: 'default', value: null, summary: 'take back what was set' },
  ],
  examples: [
    { line: 'countersign budget set day --tokens 1000000 --usd 20', does: 'more for every day' },
    { line: 'countersign budget set task --default', does: 'the usual limit for tasks again' },
  ],
  run: async (invocation, context) => {
    const scope = invocation.rest('scope').join(' ');
    const [tokens, usd] = [invocation.text('tokens'), invocation.text('usd')];
    const isDefault = invocation.flag('default');
    if (isDefault === (tokens !== null || usd !== null) || (tokens === null) !== (usd === null))
      throw usageError({ path: ['budget', 'set'] }, ['want --tokens and --usd together, or --default alone']);
    const limit =
      tokens === null || usd === null
        ? null
        : { tokens: readInteger(tokens, { name: '--tokens', min: 0, max: MAX_TOKENS }), cost_micros: readUsd(usd) };
    await connectGateway(context).client.guards.setBudget({ scope, limit });
    const { terminal } = context;
    if (invocation.json) terminal.json({ scope, limit });
    else terminal.out(`${terminal.style.green('✓')} ${visibleText(scope)}: ${describeLimit(limit)}`);
    return EXIT.ok;
  },
};

/** Begins a budget anew. */
export const budgetReset: Command = {
  path: ['budget', 'reset'],
  summary: 'begin one budget anew: nothing is used of it',
  details: ['What running calls hold stays held. The log keeps what was used.'],
  operands: [SCOPE],
  examples: [{ line: 'countersign budget reset task run-1', does: 'let the task spend again' }],
  run: async (invocation, context) => {
    const scope = invocation.rest('scope').join(' ');
    await connectGateway(context).client.guards.resetBudget(scope);
    const { terminal } = context;
    if (invocation.json) terminal.json({ reset: scope });
    else terminal.out(`${terminal.style.green('✓')} ${visibleText(scope)} begins anew`);
    return EXIT.ok;
  },
};

function describeLimit(limit: { readonly tokens: number; readonly cost_micros: number } | null): string {
  return limit === null ? 'the usual limit' : `${limit.tokens} tokens and ${formatUsd(limit.cost_micros)}`;
}

function rowOf({ scope, limit, used, held }: WireBudget): readonly string[] {
  const holds =
    held.tokens === 0 && held.cost_micros === 0 ? '' : `${held.tokens} tokens, ${formatUsd(held.cost_micros)}`;
  return [
    visibleText(scope),
    String(used.tokens),
    String(limit.tokens),
    formatUsd(used.cost_micros),
    formatUsd(limit.cost_micros),
    holds,
  ];
}

function isUsedUp({ limit, used }: WireBudget): boolean {
  return used.tokens >= limit.tokens || used.cost_micros >= limit.cost_micros;
}
