import { type AnswerReader, get, post } from './answer-reader.ts';
import type { CallOptions } from './transport.ts';
import type {
  WireActionPage,
  WireLogKeys,
  WireParsedAction,
  WirePolicyPreview,
  WirePolicySaving,
  WirePolicyText,
  WireReplayFinding,
  WireSavedPolicy,
  WireSession,
  WireShownAction,
} from './wire-reading.ts';

/** Which decisions: below an index, or from one on; of one session, or with one verdict. */
export type ActionsQuery = {
  readonly before?: number | undefined;
  readonly after?: number | undefined;
  readonly limit?: number | undefined;
  readonly session?: string | undefined;
  readonly verdict?: string | undefined;
};

/** What is recorded of actions and sessions, and the policy as text. Only `savePolicy` changes anything. */
export class ReadingClient {
  private readonly read: AnswerReader;

  constructor(read: AnswerReader) {
    this.read = read;
  }

  /** Recorded decisions, newest first, one row for each action. */
  async actions(query: ActionsQuery = {}, options: CallOptions = {}): Promise<WireActionPage> {
    return this.read('actions,size', { ...get('/v1/actions', query as { [name: string]: string }), ...options });
  }

  /** One action with everything that is recorded of it. */
  async action(id: string, options: CallOptions = {}): Promise<WireShownAction> {
    return this.read('id,decisions,trail', { ...get(`/v1/actions/${encodeURIComponent(id)}`), ...options });
  }

  /** How the gateway reads the shell text of an action. */
  async parsedAction(id: string, options: CallOptions = {}): Promise<WireParsedAction> {
    return this.read('parts,complete', { ...get(`/v1/actions/${encodeURIComponent(id)}/parse`), ...options });
  }

  /** Derives an action's verdicts again. */
  async replay(id: string, options: CallOptions = {}): Promise<readonly WireReplayFinding[]> {
    const call = { ...get(`/v1/actions/${encodeURIComponent(id)}/replay`), ...options };
    return (await this.read<{ findings: readonly WireReplayFinding[] }>('findings', call)).findings;
  }

  /** Sessions that have not ended, newest first. */
  async sessions(options: CallOptions = {}): Promise<readonly WireSession[]> {
    const call = { ...get('/v1/sessions'), ...options };
    return (await this.read<{ sessions: readonly WireSession[] }>('sessions', call)).sessions;
  }

  /** The organisation's policy as text. */
  async policyText(options: CallOptions = {}): Promise<WirePolicyText> {
    return this.read('source,text', { ...get('/v1/policy/text'), ...options });
  }

  /** What a changed policy would be and do. Nothing is in force by it. */
  async previewPolicy(text: string, options: CallOptions = {}): Promise<WirePolicyPreview> {
    const call = { ...post('/v1/policy/preview', { text }), timeoutMs: 60_000, ...options };
    return this.read('problems,warnings,changes', call);
  }

  /** Replaces the organisation's policy and puts it in force. `policy.moved`: it is another one by now. */
  async savePolicy(saving: WirePolicySaving, options: CallOptions = {}): Promise<WireSavedPolicy> {
    const call = { ...post('/v1/policy/text', saving), ...options };
    return this.read('version,kept', call);
  }

  /** Whom the log is signed by. */
  async logKeys(options: CallOptions = {}): Promise<WireLogKeys> {
    return this.read('origin,keys', { ...get('/v1/log/keys'), ...options });
  }
}
