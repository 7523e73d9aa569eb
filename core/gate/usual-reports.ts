import type { GateReport } from '../decision.ts';
import { notApplicable, pass } from './gate-report.ts';

/**
 * What gates say about most actions: a decision record names these by their place in this list.
 *
 * Invariant: the list only grows at its end. Records that were written keep their meaning; a gate that words its report
 * anew is recorded in full until its new words are added here.
 */
export const USUAL_REPORTS: readonly GateReport[] = [
  pass('emergency', 'nothing is stopped'),
  notApplicable('lease', 'sessions carry no lease'),
  pass('hard-floor', 'nothing beyond approval was found'),
  pass('deny-rules', 'no forbidden place is touched'),
  notApplicable('provenance', 'no value is known to be untrusted'),
  pass('policy', 'no rule matches'),
  { gate: 'risk', outcome: 'pass', rule: 'matrix.none', reason: 'nothing is changed', remedy: '' },
  notApplicable('quality', 'the action belongs to no plan'),
  notApplicable('budget', 'no budget applies'),
  pass('window', 'the window is open'),
  pass('window', 'the window is closed, which does not matter below medium risk'),
  notApplicable('reviewer', 'no reviewer model is configured'),
  notApplicable('approval', 'no approval was presented'),
  pass('lease', 'the lease covers it'),
  pass('budget', 'within every budget'),
];
