/** Deliveries remembered by this process; what was stored is remembered by the store for good. */
const REMEMBERED = 10_000;

/** Drops what Slack delivers again while the first is being answered or has been. Oldest first out. */
export function repeats(): (delivery: string) => boolean {
  const seen = new Set<string>();
  return (delivery) => {
    if (seen.has(delivery)) return true;
    seen.add(delivery);
    if (seen.size > REMEMBERED) seen.delete(seen.values().next().value ?? "");
    return false;
  };
}
