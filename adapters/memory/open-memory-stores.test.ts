import { describeStores } from '../../ports/conformance/describe-stores.ts';
import { openMemoryStores } from './open-memory-stores.ts';

describeStores('memory', async () => openMemoryStores());
