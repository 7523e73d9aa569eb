/** The largest payment that is not critical, in whole units of whatever currency. */
export const PAYMENT_LIMIT = 50;

/**
 * Tells whether an amount exceeds the limit. What cannot be read as a number does not: a payment is high risk as it is, and
 * `total` may be the number of pages.
 */
export function isOverLimit(amount: string | number | boolean): boolean {
  const value = typeof amount === 'string' ? Number(amount.replaceAll(',', '').trim()) : amount;
  return typeof value === 'number' && Math.abs(value) > PAYMENT_LIMIT;
}
