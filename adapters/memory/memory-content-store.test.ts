import { describeContentStore } from '../../ports/conformance/content-store.ts';
import { createMemoryContentStore } from './memory-content-store.ts';

describeContentStore('memory', async () => createMemoryContentStore());
