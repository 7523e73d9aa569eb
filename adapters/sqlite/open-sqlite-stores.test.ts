import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { describeStores } from '../../ports/conformance/describe-stores.ts';
import type { OpenStores } from '../../ports/conformance/open-stores.ts';
import { openSqliteStores } from './open-sqlite-stores.ts';

const directory = mkdtempSync(join(tmpdir(), 'countersign-sqlite-'));
after(() => rmSync(directory, { recursive: true }));

async function openFresh(): Promise<OpenStores> {
  return openAt(join(mkdtempSync(join(directory, 'store-')), 'store.db'));
}

function openAt(path: string): OpenStores {
  const stores = openSqliteStores({ path });
  const reopen = async (): Promise<OpenStores> => {
    await stores.close();
    return openAt(path);
  };
  return { ...stores, reopen };
}

describeStores('sqlite', openFresh);
