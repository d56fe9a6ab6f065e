/** How many letters have to be added, taken away or changed to turn one name into another (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      const changed = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(changed, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

/** The `limit` names that may have been meant by one that is not there, the nearest first. */
export function nearNames(name: string, names: readonly string[], limit = 3): string[] {
  const wanted = name.toLowerCase();
  const rank = (other: string) => {
    const given = other.toLowerCase();
    const part = given.includes(wanted) || wanted.includes(given);
    return Math.min(distance(wanted, given), part ? 1 : Number.POSITIVE_INFINITY);
  };
  const farthest = Math.max(2, Math.floor(name.length / 3));
  return [...new Set(names)]
    .map((other) => ({ other, rank: rank(other) }))
    .filter(({ rank }) => rank <= farthest)
    .sort((a, b) => a.rank - b.rank || a.other.localeCompare(b.other))
    .slice(0, limit)
    .map(({ other }) => other);
}
