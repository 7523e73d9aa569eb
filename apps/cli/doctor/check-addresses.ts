import type { Context } from '../command.ts';
import { findAddress } from '../gateway/connect.ts';
import { doubtAmong, whoAnswers } from '../gateway/same-gateway.ts';
import { type Finding, finding } from './finding.ts';

const ADDRESSES = { name: 'localhost', points: 15 };

/**
 * Whether a browser that opens `localhost` reaches this gateway, at whichever address it tries; nothing where there is no gateway of this
 * state directory on this machine.
 */
export async function addressFindings({ environment }: Pick<Context, 'environment'>): Promise<readonly Finding[]> {
  const answering = await asked(environment);
  if (answering === null || answering.every(({ who }) => who === 'nobody' || who === 'absent')) return [];
  const doubt = doubtAmong(answering);
  if (doubt !== null) return [finding(ADDRESSES, { ok: false, ...doubt })];
  const places = answering.filter(({ who }) => who === 'gateway').map(({ place }) => place);
  return [finding(ADDRESSES, { ok: true, found: `${places.join(' and ')}: this gateway`, fix: '' })];
}

async function asked(environment: Context['environment']): ReturnType<typeof whoAnswers> {
  try {
    return await whoAnswers(findAddress({ environment }), environment);
  } catch {
    return null;
  }
}
