import { equalBytes } from '../encoding/bytes.ts';
import { parseUint64 } from '../encoding/decimal.ts';
import { fail, ok, type Result } from '../result.ts';
import { type Checkpoint, parseCheckpoint } from './checkpoint.ts';
import { type NoteSigner, signNote } from './cosignature.ts';
import { parseHashLines } from './hash-lines.ts';
import type { MerkleHash } from './merkle.ts';
import { openNote } from './open-note.ts';
import type { VerifySignature } from './signature.ts';
import { divideNote, formatSignatureLine, formatSignedNote, type NoteSignature } from './signed-note.ts';
import type { VerifierKey } from './verifier-key.ts';
import { verifyConsistency } from './verify-proof.ts';

/** What a witness remembers of a log: the newest checkpoint it cosigned, and that checkpoint as a note with its cosignatures. */
export type WitnessState = { readonly size: bigint; readonly root: Uint8Array; readonly note: string };

/** An `add-checkpoint` request taken apart; nothing in it is checked but its form. */
export type AddCheckpointRequest = {
  readonly oldSize: bigint;
  readonly proof: readonly Uint8Array[];
  readonly checkpoint: Checkpoint;
  /** The signed note, word for word. */
  readonly note: string;
};

/** What goes back over HTTP. With 200 the new state comes along, which must be durable before the answer leaves. */
export type WitnessAnswer =
  | { readonly status: 200; readonly body: string; readonly contentType: string; readonly newState: WitnessState }
  | { readonly status: 400 | 403 | 404 | 409 | 422; readonly body: string; readonly contentType: string };

/** What a witness knows when a request for one log comes in. */
export type WitnessContext = {
  /** The keys of the log that the request names; null when the witness does not follow that log. */
  readonly logKeys: readonly VerifierKey[] | null;
  /** What is stored for that log; null when nothing is. */
  readonly stored: WitnessState | null;
  /** The witness's own cosigning keys, at least one. */
  readonly cosigners: readonly NoteSigner[];
  /** Now, in seconds since 1970; never 0. */
  readonly timestamp: bigint;
  readonly verify: VerifySignature;
  readonly merkle: MerkleHash;
};

const MAX_PROOF_LINES = 63;
const TEXT = 'text/plain; charset=utf-8';

/**
 * Takes the body of `add-checkpoint` apart (c2sp.org/tlog-witness). A failure is the reason for answering 400.
 *
 * The signature lines are not read here: one that cannot be read is a signature that does not hold, and answered 403.
 */
export function parseAddCheckpoint(body: string): Result<AddCheckpointRequest, string> {
  const headEnd = body.indexOf('\n\n');
  const [oldLine = '', ...proofLines] = body.slice(0, Math.max(headEnd, 0)).split('\n');
  const oldSize = oldLine.startsWith('old ') ? parseUint64(oldLine.slice(4)) : null;
  if (oldSize === null)
    return fail(`read a request: first line ${JSON.stringify(oldLine.slice(0, 40))}, want old and a size`);
  const proof = parseHashLines(proofLines, MAX_PROOF_LINES);
  if (proof === null)
    return fail(`read a request: consistency proof, want ${MAX_PROOF_LINES} lines at most of one hash each`);
  const note = body.slice(headEnd + 2);
  const divided = divideNote(note);
  if (!divided.ok) return divided;
  const checkpoint = parseCheckpoint(divided.value.text);
  if (!checkpoint.ok) return checkpoint;
  if (oldSize > checkpoint.value.size)
    return fail(`read a request: old size ${oldSize}, want ${checkpoint.value.size} at most`);
  return ok({ oldSize, proof, checkpoint: checkpoint.value, note });
}

/** The answer to a body that is no request. */
export function malformedAnswer(reason: string): WitnessAnswer {
  return refuse(400, reason);
}

/** The answer to a request that started from another size than the witness holds: that size, so that the log can try again. */
export function staleAnswer(storedSize: bigint): WitnessAnswer {
  return { status: 409, body: `${storedSize}\n`, contentType: 'text/x.tlog.size' };
}

/**
 * Answers a request for a cosignature as the C2SP witness protocol v1.0.0 says.
 *
 * 404 for a log that is not followed, 403 without a good signature of that log, 409 when the old size is not the stored one,
 * 422 when the new tree is not shown to begin with the old one; otherwise 200, the cosignatures, and the state to store. The
 * transcripts of litewitness come from an older draft that answered 403 for an unknown log; this is the one case where they
 * differ, and v1.0.0 is followed.
 *
 * Invariant: no cosignature is made for a tree that was not shown to extend the stored one. The caller must store the new state
 * in one step with comparing the stored size and root to `stored`, and otherwise answer `staleAnswer`.
 */
export function answerAddCheckpoint(request: AddCheckpointRequest, context: WitnessContext): WitnessAnswer {
  const { logKeys, stored, verify } = context;
  if (logKeys === null) return refuse(404, 'unknown log');
  const opened = openNote(request.note, { keys: logKeys, verify });
  if (!opened.ok) return refuse(403, `invalid signature: ${opened.failure.message}`);
  const storedSize = stored?.size ?? 0n;
  if (request.oldSize !== storedSize) return staleAnswer(storedSize);
  if (!extendsStored(request, context))
    return refuse(422, 'the consistency proof does not lead from the old tree to the new one');
  const lines = cosign(opened.value.text, context);
  if (!lines.ok) return refuse(400, lines.failure);
  const signatures = [...opened.value.trusted.map((trusted) => trusted.signature), ...lines.value];
  const { size, root } = request.checkpoint;
  const newState = { size, root, note: formatSignedNote({ text: opened.value.text, signatures }) };
  return { status: 200, body: lines.value.map(formatSignatureLine).join(''), contentType: TEXT, newState };
}

/** Everything extends nothing, so from size 0 there is nothing to prove; but a tree of no entries has only one root. */
function extendsStored(
  { oldSize, proof, checkpoint }: AddCheckpointRequest,
  { stored, merkle }: WitnessContext,
): boolean {
  const { size, root } = checkpoint;
  if (stored === null || oldSize === 0n) return proof.length === 0 && (size > 0n || equalBytes(root, merkle.empty));
  return verifyConsistency({ oldSize, oldRoot: stored.root, size, root }, { proof, merkle });
}

function cosign(text: string, { cosigners, timestamp }: WitnessContext): Result<readonly NoteSignature[], string> {
  const lines: NoteSignature[] = [];
  for (const cosigner of cosigners) {
    const signed = signNote({ text, timestamp }, cosigner);
    if (!signed.ok) return signed;
    lines.push(signed.value);
  }
  return ok(lines);
}

function refuse(status: 400 | 403 | 404 | 422, reason: string): WitnessAnswer {
  return { status, body: `${reason}\n`, contentType: TEXT };
}
