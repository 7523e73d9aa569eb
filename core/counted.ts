/** A number with its noun, digits in groups of three: `1,048,576 spaces`. */
export function counted(count: number, noun: string): string {
  const digits = String(count);
  const groups: string[] = [];
  for (let end = digits.length; end > 0; end -= 3) groups.unshift(digits.slice(Math.max(0, end - 3), end));
  return `${groups.join(',')} ${noun}${count === 1 ? '' : 's'}`;
}
