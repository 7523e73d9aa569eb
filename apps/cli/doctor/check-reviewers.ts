import type { Context } from '../command.ts';
import { connectGateway } from '../gateway/connect.ts';
import { visibleText } from '../terminal/visible-text.ts';
import type { GatewayState } from './check-gateway.ts';
import { type Finding, finding } from './finding.ts';

/**
 * Which reviewer models give an opinion, and whether they answer. None is in order: then more is asked of people, and nothing less.
 *
 * Nothing is said where the gateway does not answer, or does not know of reviewers.
 */
export async function reviewerFindings(context: Context, gateway: GatewayState): Promise<readonly Finding[]> {
  if (gateway.state === 'silent') return [];
  const report = await connectGateway(context)
    .client.guards.reviewers()
    .catch(() => null);
  if (report === null) return [];
  const configured = report.reviewers.filter((reviewer) => reviewer.configured);
  const resting = configured.filter((reviewer) => reviewer.resting);
  const names = (of: typeof configured): string =>
    of.map(({ name, provider, model }) => visibleText(`${name} (${provider}/${model})`)).join(', ');
  const found =
    configured.length === 0
      ? 'none: people are asked about what one would wave through'
      : resting.length === 0
        ? names(configured)
        : `failing, so people are asked instead: ${names(resting)}`;
  const fix = 'countersign reviewer stats, then the address and the key in reviewer.yaml';
  return [finding({ name: 'reviewer', points: 2 }, { ok: resting.length === 0, found, fix })];
}
