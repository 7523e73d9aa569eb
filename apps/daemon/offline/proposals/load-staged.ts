import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReadyPolicy } from '../../../../application/gateway-ports.ts';
import type { Places } from '../../environment.ts';
import { openPolicy } from '../open-policy.ts';

/** Loads the policy as it would be with another `policy.yaml`, from a copy of the directory; raises `policy.invalid`. */
export async function loadStaged(text: string, places: Places): Promise<ReadyPolicy> {
  const staged = mkdtempSync(join(tmpdir(), 'countersign-policy-'));
  try {
    const names = existsSync(places.configDirectory) ? readdirSync(places.configDirectory) : [];
    for (const name of names.filter(isPolicyFile)) copyFileSync(join(places.configDirectory, name), join(staged, name));
    writeFileSync(join(staged, 'policy.yaml'), text);
    return (await openPolicy(staged, places)).current;
  } finally {
    rmSync(staged, { recursive: true, force: true });
  }
}

function isPolicyFile(name: string): boolean {
  return name === 'safety.yaml' || name === 'risk-weights.yaml' || name.endsWith('.cedar');
}
