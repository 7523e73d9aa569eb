/** Who supplies the gateway's own tools, as actions say it. No caller may name it for a tool of their own. */
export const OWN_ORIGIN = 'builtin:countersign';
