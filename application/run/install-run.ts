import { fromUtf8 } from '../../core/encoding/utf8.ts';
import {
  type InstallStep,
  isOfInstallation,
  packagesWithScripts,
  readInstallStep,
} from '../../core/sandbox/install-step.ts';
import type { FlowContext } from '../flow-context.ts';
import { GatewayError } from '../gateway-error.ts';
import type { RunOrder } from './run-order.ts';
import type { RunChange } from './run-view.ts';

const MAX_SHOWN = 10;

/**
 * Refuses an installation of packages that no lock file names: what is fetched must have been chosen before. Raises `run.refused`.
 * Scripts are off and registries the only hosts in every run.
 */
export async function checkInstall({ ports }: FlowContext, order: RunOrder): Promise<void> {
  const step = readInstallStep(order.argv);
  if (step === null) return;
  const below = order.cwd.slice(order.workspace.length + 1);
  for (const folder of new Set([below, ''])) {
    for (const name of step.lockFiles) {
      const path = folder === '' ? name : `${folder}/${name}`;
      const { kind } = await ports.workspaces.files.state(order.workspace, path);
      if (kind === 'file') return;
    }
  }
  const wanted = step.lockFiles.length === 0 ? '--require-hashes' : step.lockFiles.join(' or ');
  throw new GatewayError('run.refused', `install packages with ${step.manager}: found no lock file, want ${wanted}`, {
    remedies: ['Make the lock file first, look at it, and install what it names.'],
  });
}

/** What a person should know after an installation, as sentences: files elsewhere, and scripts that were not run. */
export async function scanInstall(
  context: FlowContext,
  order: RunOrder,
  files: readonly RunChange[],
): Promise<readonly string[]> {
  const step = readInstallStep(order.argv);
  if (step === null) return [];
  const elsewhere = files.filter(({ path }) => !isOfInstallation(step, path)).map(({ path }) => path);
  const scripts = await scriptsOf(context, order, step);
  return [
    ...(elsewhere.length === 0 ? [] : [`the installation changed files beside its packages: ${some(elsewhere)}`]),
    ...(scripts.length === 0 ? [] : [`install scripts were not run: ${some(scripts)}`]),
  ];
}

async function scriptsOf(
  { ports }: FlowContext,
  { workspace }: RunOrder,
  step: InstallStep,
): Promise<readonly string[]> {
  if (step.manager !== 'npm') return [];
  try {
    const { content } = await ports.workspaces.files.read(workspace, 'package-lock.json');
    return packagesWithScripts(JSON.parse(fromUtf8(content) ?? ''));
  } catch {
    return [];
  }
}

function some(names: readonly string[]): string {
  const more = names.length - MAX_SHOWN;
  return more > 0 ? `${names.slice(0, MAX_SHOWN).join(', ')} and ${more} more` : names.join(', ');
}
