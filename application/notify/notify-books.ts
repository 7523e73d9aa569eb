import type { AnswerChannel } from '../../core/approval/approval.ts';
import type { CommandSign } from '../../core/notify/command-sign.ts';
import type { PeopleDesk } from '../approver/people-desk.ts';
import type { GatewayPorts } from '../gateway-ports.ts';
import type { LogSequencer } from '../log/log-sequencer.ts';
import { EarlyReports } from './early-reports.ts';
import { NO_CHANNELS, type NotifySettings } from './notify-settings.ts';
import { PairingBook } from './pairing-book.ts';
import { DeliveryPlanner } from './plan-deliveries.ts';
import { RefusalBook } from './refusal-book.ts';
import { TurnByTurn } from './turn-by-turn.ts';

/** What the flows share about reaching people. */
export type NotifyBooks = {
  readonly settings: NotifySettings;
  readonly book: PairingBook;
  readonly planner: DeliveryPlanner;
  readonly refusals: RefusalBook;
  readonly reports: EarlyReports;
  /** Attempts to pair, one of an account at a time. */
  readonly attempts: TurnByTurn;
  /** How answers are named in the log, by the channel's name; those of channels are added when they are opened. */
  readonly answersOn: Map<string, AnswerChannel>;
  /** What people type commands with, by the channel's name; added when channels are opened. */
  readonly signs: Map<string, CommandSign>;
  /** Called when messages were planned that no event tells of; whoever sends them adds themselves. */
  readonly onPlanned: Set<() => void>;
};

/** Opens what the flows share about reaching people, with the pairings that hold. */
export async function openNotifyBooks({
  ports,
  sequencer,
  people,
  settings = NO_CHANNELS,
}: {
  readonly ports: GatewayPorts;
  readonly sequencer: LogSequencer;
  readonly people: PeopleDesk;
  readonly settings: NotifySettings | undefined;
}): Promise<NotifyBooks> {
  const book = await PairingBook.open(ports.stores.notifications);
  return {
    settings,
    book,
    planner: new DeliveryPlanner({ ports, settings, book, people }),
    refusals: new RefusalBook({ ports, sequencer }),
    reports: new EarlyReports(),
    attempts: new TurnByTurn(),
    answersOn: new Map([['web', 'web']]),
    signs: new Map(),
    onPlanned: new Set(),
  };
}
