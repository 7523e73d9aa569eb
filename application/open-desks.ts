import { PlanDesk } from './act/plan-desk.ts';
import { ApprovalDesk } from './approval/approval-desk.ts';
import { openPromptShelf } from './approval/prompt-of.ts';
import { PasskeyDesk } from './approver/passkey-desk.ts';
import { PeopleDesk } from './approver/people-desk.ts';
import { TotpDesk } from './approver/totp-desk.ts';
import { MessageDesk } from './crisis/message-desk.ts';
import { LinkedCalls } from './decide/linked-calls.ts';
import { OwnServers } from './decide/own-servers.ts';
import { IdenticalRequests } from './fatigue/identical-requests.ts';
import { SuggestionDesk } from './fatigue/suggestion-desk.ts';
import { TaskWatch } from './fatigue/task-watch.ts';
import type { FlowContext } from './flow-context.ts';
import { FlowMeter } from './flow-meter.ts';
import { SessionDesk } from './login/session-desk.ts';
import { openNotifyBooks } from './notify/notify-books.ts';
import { SessionSources } from './provenance/session-sources.ts';
import { ReviewDesk } from './reviewer/review-desk.ts';
import { RunFolders } from './run/run-folders.ts';
import { makeGuards } from './safety/open-guards.ts';
import { SessionMemory } from './session/session-memory.ts';
import { ToolDesk } from './tool/tool-desk.ts';
import { CheckpointDesk } from './workspace/checkpoint-desk.ts';
import { ClosedWorkspaces } from './workspace/closed-workspaces.ts';

/** Everything that the flows share, made of what is open already. */
export async function openDesks(
  known: Pick<FlowContext, 'ports' | 'settings' | 'sequencer' | 'emergency' | 'policies' | 'events'>,
): Promise<FlowContext> {
  const { ports, settings, sequencer, emergency, events } = known;
  const parts = { ports, sequencer, events };
  const people = await PeopleDesk.open(parts);
  const notify = await openNotifyBooks({ ports, sequencer, people, settings: settings.notify });
  const approvals = new ApprovalDesk({ ...parts, planner: notify.planner });
  return {
    ...known,
    sessions: new SessionMemory(ports.stores),
    approvals,
    notify,
    people,
    totp: new TotpDesk({ ports, people }),
    passkeys: new PasskeyDesk({ ports, people }),
    webSessions: await SessionDesk.open(parts),
    checkpoints: new CheckpointDesk({ ...ports, snapshots: ports.workspaces.snapshots }),
    meter: new FlowMeter(),
    linked: new LinkedCalls(),
    ...makeGuards({ ...parts, settings, approvals, emergency }),
    closed: new ClosedWorkspaces(events),
    plans: new PlanDesk(ports.hash),
    ownServers: new OwnServers(),
    runFolders: new RunFolders(),
    messages: new MessageDesk(settings.support ?? { country: null, message: null }),
    tasks: new TaskWatch(ports.clock.nowMs()),
    identical: new IdenticalRequests(),
    reviews: new ReviewDesk({ ports, settings }),
    prompts: openPromptShelf(),
    sources: new SessionSources(),
    suggestions: new SuggestionDesk({ ports, settings, sequencer }),
    tools: await ToolDesk.open({ ...parts, trustOnFirstUse: settings.trustOnFirstUse }),
  };
}
