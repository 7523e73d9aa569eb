import { claudeShapedParser } from '../claude-shaped-input.ts';
import { toolOrigin } from './tool-origin.ts';

/** Events that ask nothing of us and change nothing here. They get a neutral answer. */
export const NOTICES = [
  'SubagentStart',
  'SubagentStop',
  'Stop',
  'StopFailure',
  'Notification',
  'PreCompact',
  'PostCompact',
  'PermissionDenied',
  'TaskCreated',
  'TaskCompleted',
  'TeammateIdle',
] as const;

/** Reads a hook's input, or explains every problem at once. Total: any value is answered. */
export const parseHookInput = claudeShapedParser({
  notices: NOTICES,
  tellsFailures: true,
  originOf: toolOrigin,
});
