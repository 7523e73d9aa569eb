import type { Gateway } from '../../../application/gateway.ts';
import type { PinnedTool } from '../../../ports/tool-registry.ts';

/** A tool that changed since it was accepted. */
const CHANGED: PinnedTool = {
  server: 'filesystem',
  name: 'read_file',
  status: 'changed',
  acceptedDigest: `sha256:${'1'.repeat(64)}`,
  seenDigest: `sha256:${'2'.repeat(64)}`,
  acceptedListing: '{"description":"Reads a file.","inputSchema":{"type":"object"},"name":"read_file"}',
  seenListing: '{"description":"Reads any file.","inputSchema":{"type":"object"},"name":"read_file"}',
  warnings: [{ kind: 'instruction', text: 'description speaks to the model, not about the tool' }],
  by: 'gateway',
  changedAtMs: 2,
  seenAtMs: 2,
};

type ToolMethods = Pick<
  Gateway,
  'noteTools' | 'listTools' | 'showTool' | 'vouchTool' | 'refuseTool' | 'forgetTool' | 'openQuestion' | 'answerQuestion'
>;

/** The part of a fake gateway that is about tools and questions at the client. */
export function fakeToolMethods(note: (method: keyof Gateway, ...args: readonly unknown[]) => void): ToolMethods {
  return {
    noteTools: async (caller, listing) => {
      note('noteTools', caller, listing);
      return listing.tools.map(({ name }) => ({ ...CHANGED, name }));
    },
    listTools: (query) => {
      note('listTools', query);
      return [CHANGED];
    },
    showTool: async (place) => {
      note('showTool', place);
      return CHANGED;
    },
    vouchTool: async (caller, vouching) => {
      note('vouchTool', caller, vouching);
      return [CHANGED];
    },
    refuseTool: async (caller, refusing) => {
      note('refuseTool', caller, refusing);
      return [CHANGED];
    },
    forgetTool: async (caller, forgetting) => {
      note('forgetTool', caller, forgetting);
      return [CHANGED];
    },
    openQuestion: async (caller, input) => {
      note('openQuestion', caller, input);
      return { requestState: 'state', message: 'May it?', expiresAtMs: 60_001 };
    },
    answerQuestion: async (caller, answer) => {
      note('answerQuestion', caller, answer);
      return { approved: answer.action === 'accept' };
    },
  };
}
