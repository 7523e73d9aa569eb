import { testWitnessStore } from '../../ports/conformance/witness-store.ts';
import { createMemoryWitnessStore } from './witness-store.ts';

testWitnessStore('memory', async () => createMemoryWitnessStore());
