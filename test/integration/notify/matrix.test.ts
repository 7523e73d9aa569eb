import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { CELL_CHECKS } from './matrix-cells.ts';
import { DRIVERS } from './matrix-drivers.ts';
import { CELLS, World } from './matrix-world.ts';

for (const driver of DRIVERS) {
  void describe(`${driver.name} with a real gateway`, () => {
    for (const cell of CELLS) {
      if (driver.without[cell] !== undefined) continue;
      void test(cell, async (t) => CELL_CHECKS[cell](await World.open(t, driver)));
    }
  });
}

test('docs/channels.md says of every cell whether it is tested', () => {
  const rows = readFileSync('docs/channels.md', 'utf8').split('\n');
  const cellsOf = (name: string): readonly string[] => {
    const row = rows.find((line) => line.startsWith(`| ${name}`)) ?? '';
    return row
      .split('|')
      .slice(2, -1)
      .map((text) => text.trim());
  };
  assert.deepEqual(
    cellsOf('| '),
    DRIVERS.map(({ name }) => name),
  );
  for (const cell of CELLS)
    assert.deepEqual(
      cellsOf(`${cell} |`).map((text) => text === 'yes'),
      DRIVERS.map(({ without }) => without[cell] === undefined),
      cell,
    );
});
