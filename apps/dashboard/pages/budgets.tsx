import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import type { WireBudget, WireModelUsage } from '../../../sdk/wire.ts';
import { client, may } from '../gateway/account.ts';
import { useLoaded } from '../state/load.ts';
import { count, dollars, nameOf } from '../state/words.ts';
import { Ask } from '../ui/ask.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { Panel, Tile } from '../ui/panel.tsx';
import { Empty, Shown } from '../ui/standing.tsx';
import { Table } from '../ui/table.tsx';
import { Use } from '../ui/use.tsx';

/** What was used of tokens and money, and of how much. */
export function Budgets(): JSX.Element {
  const budgets = useLoaded(() => client().guards.budgets({ limit: 200 }), {
    on: ({ kind }) => kind === 'budget' || kind === 'outcome',
  });
  const usage = useLoaded(() => client().guards.usage({ days: 7 }), { on: ({ kind }) => kind === 'outcome' });
  const setting = useSignal<WireBudget | null>(null);
  const budget = setting.value;
  return (
    <div class="page">
      <PageHead title="Budgets">Tokens and money: who used what, and where it ends.</PageHead>
      <Shown of={usage} rows={1}>
        {(rows) => <Totals rows={rows} />}
      </Shown>
      <Shown of={budgets} rows={3}>
        {(list) =>
          list.length === 0 ? (
            <Panel title="Budgets">
              <Empty icon="budgets" title="Nothing was used today">
                <p>Budgets of the day, of agents and of tasks appear here with their first use.</p>
              </Empty>
            </Panel>
          ) : (
            <ul class="budget-cards">
              {list.map((one) => (
                <BudgetCard
                  key={one.scope}
                  budget={one}
                  onSet={() => {
                    setting.value = one;
                  }}
                />
              ))}
            </ul>
          )
        }
      </Shown>
      <Panel title="Models, last seven days" flush>
        <Shown of={usage} rows={3}>
          {(rows) => <Usage rows={rows} />}
        </Shown>
      </Panel>
      {budget === null ? null : (
        <Ask
          title={`Limit of “${budget.scope}”`}
          confirm="Set the limit"
          fields={[
            { name: 'tokens', label: 'Tokens', hint: `now ${count(budget.limit.tokens)}`, min: 1 },
            { name: 'dollars', label: 'Dollars', hint: `now ${dollars(budget.limit.cost_micros)}`, min: 1 },
          ]}
          onClose={() => {
            setting.value = null;
            budgets.again();
          }}
          run={({ tokens = '', dollars: cost = '' }) =>
            client().guards.setBudget({
              scope: budget.scope,
              limit: { tokens: Math.round(Number(tokens)), cost_micros: Math.round(Number(cost) * 1_000_000) },
            })
          }
        />
      )}
    </div>
  );
}

function Totals({ rows }: { readonly rows: readonly WireModelUsage[] }): JSX.Element {
  const sum = (of: (row: WireModelUsage) => number) => rows.reduce((total, row) => total + of(row), 0);
  return (
    <dl class="tiles">
      <Tile name="Cost, seven days" value={dollars(sum((row) => row.cost_micros))} />
      <Tile name="Calls of models" value={count(sum((row) => row.calls))} />
      <Tile
        name="Tokens in"
        value={count(sum((row) => row.input_tokens))}
        note={`${count(sum((row) => row.cache_read_tokens))} from caches`}
      />
      <Tile name="Tokens out" value={count(sum((row) => row.output_tokens))} />
    </dl>
  );
}

function BudgetCard({ budget, onSet }: { readonly budget: WireBudget; readonly onSet: () => void }): JSX.Element {
  const { scope, used, held, limit } = budget;
  const [name, note] = calledOf(scope);
  return (
    <li class="panel">
      <header class="panel-head">
        <h2>{name}</h2>
        {note === '' ? null : <span class="panel-note mono">{note}</span>}
        {held.tokens > 0 ? <span class="panel-note">{count(held.tokens)} tokens held</span> : null}
        <span class="panel-actions">
          {may('admin') ? (
            <button type="button" class="button small" onClick={onSet}>
              Set limit
            </button>
          ) : null}
        </span>
      </header>
      <dl class="uses panel-body">
        <Use name="Tokens" used={used.tokens} limit={limit.tokens} shown={count} />
        <Use name="Cost" used={used.cost_micros} limit={limit.cost_micros} shown={dollars} />
      </dl>
    </li>
  );
}

/** What a budget is called, and whose or when it is: `principal agent:default 2026-11-21`. */
function calledOf(scope: string): readonly [string, string] {
  const [kind = '', ...rest] = scope.split(' ');
  if (kind === 'day') return ['Everybody, a day', rest.join(' ')];
  if (kind === 'principal') return [nameOf(rest[0] ?? ''), rest[1] ?? ''];
  if (kind === 'task') return ['Task', rest.join(' ')];
  if (kind === 'lease') return ['Lease', rest.join(' ')];
  return [scope, ''];
}

function Usage({ rows }: { readonly rows: readonly WireModelUsage[] }): JSX.Element {
  if (rows.length === 0) {
    return (
      <Empty icon="budgets" title="No model was called through the gateway">
        <p>
          Point an agent’s model address at the gateway, and every call is counted here. See <code>docs/models.md</code>
          .
        </p>
      </Empty>
    );
  }
  return (
    <Table
      label="Usage of models"
      rows={rows}
      keyOf={(row) => `${row.day} ${row.principal} ${row.provider} ${row.model}`}
      columns={[
        { name: 'Day', of: ({ day }) => <span class="mono">{day}</span> },
        { name: 'Who', of: ({ principal }) => nameOf(principal) },
        {
          name: 'Model',
          of: ({ model, provider }) => (
            <>
              {model} <small class="quiet">{provider}</small>
            </>
          ),
        },
        { name: 'Calls', isNumber: true, of: ({ calls }) => count(calls) },
        { name: 'In', isNumber: true, of: ({ input_tokens }) => count(input_tokens) },
        { name: 'Out', isNumber: true, of: ({ output_tokens }) => count(output_tokens) },
        { name: 'Cost', isNumber: true, of: ({ cost_micros }) => dollars(cost_micros) },
      ]}
    />
  );
}
