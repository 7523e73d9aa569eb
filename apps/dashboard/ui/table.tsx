import type { ComponentChildren, JSX } from 'preact';

/** One column: what it is called, and what stands in it. */
export type Column<Row> = {
  readonly name: string;
  readonly of: (row: Row) => ComponentChildren;
  readonly isNumber?: boolean;
};

/** A table of a few rows; on a phone each row becomes a card with the names beside the values. */
export function Table<Row>({
  rows,
  columns,
  label,
  keyOf,
  isCompact = false,
}: {
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly label: string;
  readonly keyOf: (row: Row) => string;
  /** On a phone two lines instead of one for each column: for lists that are long. */
  readonly isCompact?: boolean;
}): JSX.Element {
  return (
    <table class={isCompact ? 'table compact' : 'table'} aria-label={label}>
      <thead>
        <tr>
          {columns.map(({ name, isNumber }) => (
            <th key={name} scope="col" class={isNumber ? 'number' : ''}>
              {name === '' ? <span class="sr-only">Actions</span> : name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)}>
            {columns.map(({ name, of, isNumber }) => (
              <td key={name} data-name={name} class={isNumber ? 'number' : ''}>
                <span class="cell">{of(row)}</span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
