/**
 * Loaded before every test file of a whole run: properties draw their cases from `COUNTERSIGN_SEED`, so that a run can be
 * repeated case for case. `run-tests.ts` sets the variable from the commit; without it each property draws a seed of its own.
 */
import fc from 'fast-check';

const seed = process.env['COUNTERSIGN_SEED'];
if (seed !== undefined) fc.configureGlobal({ seed: Number(seed) });
