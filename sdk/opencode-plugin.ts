/** The name of our file in a folder of OpenCode's plugins. */
export const OPENCODE_PLUGIN_FILE = 'countersign.js';

const MARK = '// Countersign asks about every tool call of OpenCode.';

/**
 * The plugin that connects OpenCode, as the text of a JavaScript file without dependencies. `command` is the absolute path of
 * `countersign`.
 *
 * It runs `countersign hook opencode <event>` and lets a call go on for exactly one answer. Whatever else happens (no program,
 * no gateway, a time-out, a signal, half an answer, another exit code) throws, which is how a plugin stops a call. The file
 * serves both plugin interfaces: `server` is the first one's, `setup` the second one's.
 */
export function openCodePlugin(command: string): string {
  return PLUGIN.replace('"COMMAND"', () => JSON.stringify(command));
}

/** Whether a file is a plugin of ours, wherever and by whichever version it was written. */
export function isOpenCodePlugin(text: string): boolean {
  return text.startsWith(MARK);
}

/** All that the plugin needs of its host; it brings nothing along. */
const NEEDS = Object.entries({ '{ spawn }': 'node:child_process', process: 'node:process' })
  .map(([what, module]) => `import ${what} from ${JSON.stringify(module)};`)
  .join('\n');

const PLUGIN = `${MARK}
// Written by "countersign init opencode", removed by "countersign uninstall"; changes are noticed by "countersign doctor".
${NEEDS}

const COMMAND = "COMMAND";
const ALLOW = '{"decision":"allow"}';
const ADVICE = " This counts as denied. Run: countersign up, then countersign doctor.";
const MAX_CHARACTERS = 1048576;
const MAX_RESPONSE = 65536;

const waitSeconds = () => Number(process.env.COUNTERSIGN_HOOK_WAIT) || 80;

// Ends with the exit code and the output of the hook; never later than the limit, and never with a doubt: it throws instead.
function runHook(event, payload, limitMs) {
  return new Promise((resolve, reject) => {
    const child = spawn(COMMAND, ["hook", "opencode", event], { stdio: ["pipe", "pipe", "pipe"] });
    let [out, err, isOver] = ["", "", false];
    const end = (settle, value) => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      settle(value);
    };
    const fail = (why) => {
      end(reject, new Error("Countersign: " + why + ADVICE));
      child.kill("SIGKILL");
      for (const stream of [child.stdin, child.stdout, child.stderr]) stream?.destroy();
      child.unref();
    };
    const timer = setTimeout(() => fail("the hook did not answer in time."), limitMs);
    const keep = (stream, add) => {
      stream.setEncoding("utf8");
      stream.on("data", (text) => {
        add(text);
        if (out.length + err.length > MAX_CHARACTERS) fail("the hook said too much.");
      });
    };
    child.on("error", () => fail("the hook could not be started."));
    child.stdin?.on("error", () => {});
    if (!child.stdin || !child.stdout || !child.stderr) return;
    keep(child.stdout, (text) => { out += text; });
    keep(child.stderr, (text) => { err += text; });
    child.on("close", (code) => end(resolve, { code, out: out.trim(), err: err.trim() }));
    child.stdin.end(JSON.stringify({ ...payload, hook_event_name: event }));
  });
}

async function ask(payload) {
  const { code, out, err } = await runHook("PreToolUse", payload, (waitSeconds() + 5) * 1000);
  if (code === 0 && out === ALLOW) return;
  throw new Error(code === 2 && err !== "" ? err : "Countersign: the hook ended without an answer." + ADVICE);
}

// What has happened already cannot be stopped: a failure to tell of it changes nothing.
async function tell(event, payload) {
  try {
    await runHook(event, payload, 10000);
  } catch {}
}

const textOf = (response) => {
  const text = typeof response === "string" ? response : JSON.stringify(response ?? null);
  return text.slice(0, MAX_RESPONSE);
};

async function server({ directory, client }) {
  const parents = new Map();
  // The session that a session was started from: null for one of the user's, undefined when OpenCode does not say.
  const parentOf = async (id) => {
    if (parents.has(id)) return parents.get(id);
    let parent;
    try {
      const { data } = await client.session.get({ path: { id } });
      if (data) parent = data.parentID ?? null;
    } catch {}
    if (parents.size < 10000) parents.set(id, parent);
    return parent;
  };
  const said = async ({ sessionID }) => {
    const parent = await parentOf(sessionID);
    const started = parent ? { session_id: parent, agent_id: sessionID } : { session_id: sessionID };
    return { api: 1, cwd: directory, ...started };
  };
  const call = async (input) => ({ ...(await said(input)), tool_name: input.tool, tool_use_id: input.callID });
  return {
    "tool.execute.before": async (input, output) => ask({ ...(await call(input)), tool_input: output.args }),
    "tool.execute.after": async (input, output) =>
      tell("PostToolUse", { ...(await call(input)), tool_response: textOf(output?.output) }),
    // What a session of a sub-agent is told comes from a model: as a prompt it would speak for the user.
    "chat.message": async (input, output) => {
      if ((await parentOf(input.sessionID)) !== null) return;
      const parts = Array.isArray(output?.parts) ? output.parts : [];
      const typed = parts.filter((part) => part?.type === "text" && !part.synthetic).map((part) => part.text);
      if (typed.length > 0) await tell("UserPromptSubmit", { ...(await said(input)), prompt: typed.join("\\n") });
    },
  };
}

async function setup(context) {
  const directory = context.location?.directory;
  const said = (event) => ({ api: 2, session_id: event.sessionID, cwd: directory });
  const call = (event) => ({ ...said(event), tool_name: event.tool, tool_use_id: event.id });
  await context.tool.hook("execute.before", (event) => ask({ ...call(event), tool_input: event.input }));
  await context.tool.hook("execute.after", (event) =>
    event.status === "error"
      ? tell("PostToolUseFailure", call(event))
      : tell("PostToolUse", { ...call(event), tool_response: textOf(event.result) }),
  );
}

export default { id: "countersign", server, setup };
`;
