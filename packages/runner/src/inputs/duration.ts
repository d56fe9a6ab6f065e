const UNIT_SECONDS = { d: 86_400, h: 3600, m: 60, s: 1 } as const;
const amount = (unit: string) => String.raw`(?:(?<${unit}>\d+(?:\.\d+)?)\s*${unit}\s*)?`;
const DURATION = new RegExp(`^${Object.keys(UNIT_SECONDS).map(amount).join('')}$`);

/** Seconds of `90s`, `15m`, `1h30m`, `7d` or a bare number of seconds; undefined when it is none of these. */
export function parseDuration(text: string): number | undefined {
  const said = text.trim();
  if (/^\d+(\.\d+)?$/.test(said)) return Number(said);
  const parts = said === '' ? undefined : DURATION.exec(said)?.groups;
  if (parts === undefined) return undefined;
  return Object.entries(UNIT_SECONDS).reduce(
    (sum, [unit, seconds]) => sum + Number(parts[unit] ?? 0) * seconds,
    0,
  );
}

/** Seconds for people: `42 s`, `6 min 5 s`, `2 h 3 min`. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  if (hours > 0) return minutes > 0 ? `${hours} h ${minutes} min` : `${hours} h`;
  if (minutes > 0) return rest > 0 ? `${minutes} min ${rest} s` : `${minutes} min`;
  return `${rest} s`;
}

/** Seconds as a clock for log columns: `00:42`, `27:31`, `1:02:03`. */
export function formatElapsed(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const pad = (value: number) => String(value).padStart(2, '0');
  const clock = `${pad(Math.floor((whole % 3600) / 60))}:${pad(whole % 60)}`;
  return whole >= 3600 ? `${Math.floor(whole / 3600)}:${clock}` : clock;
}

/** Epoch milliseconds as `14:32 UTC`, for lines that are read long after they were written. */
export const clockTime = (at: number): string => `${new Date(at).toISOString().slice(11, 16)} UTC`;
