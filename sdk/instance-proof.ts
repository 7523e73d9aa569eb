/** Where a gateway proves which one it is: `GET` with `?nonce=`, 32 hexadecimal digits of the caller's choice. */
export const INSTANCE_PATH = '/.well-known/countersign-instance';

/**
 * What a gateway authenticates with the key of its state directory (HMAC-SHA-256) to prove who answers, and where: the nonce, and the
 * address and port that the connection came in at. So an answer that somebody fetched elsewhere and passes on proves nothing.
 */
export function instanceText({
  nonce,
  address,
  port,
}: {
  readonly nonce: string;
  readonly address: string;
  readonly port: number;
}): string {
  return `countersign-instance/v1 ${nonce} ${address} ${port}`;
}
