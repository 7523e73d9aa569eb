import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readYamlText } from '../../adapters/filesystem/yaml-text.ts';
import { overlayPrices, type PriceTable, parsePrices } from '../../core/budget/model-prices.ts';
import type { Places } from './environment.ts';

const NAME = 'model-prices.yaml';
const MAX_BYTES = 1_048_576;

/**
 * The prices of models: those that come with Countersign, under the operator's own (`model-prices.yaml` in the configuration).
 *
 * Raises an Error with every problem of a file that does not parse: a price is never guessed because a file was wrong.
 */
export function readModelPrices({
  packageDirectory,
  configDirectory,
}: Pick<Places, 'packageDirectory' | 'configDirectory'>): PriceTable {
  const supplied = readPrices(join(packageDirectory, 'policies', NAME));
  const own = join(configDirectory, NAME);
  return existsSync(own) ? overlayPrices(supplied, readPrices(own)) : supplied;
}

function readPrices(file: string): PriceTable {
  const { size } = statSync(file);
  if (size > MAX_BYTES) throw new Error(`read ${file}: ${size} bytes, want at most ${MAX_BYTES}`);
  const read = readYamlText(readFileSync(file, 'utf8'), { maxAliasCount: 0 });
  if (!read.ok) throw new Error(`read ${file}: ${read.failure}`);
  const table = parsePrices(read.value, file);
  if (!table.ok) throw new Error(table.failure.join('\n'));
  return table.value;
}
