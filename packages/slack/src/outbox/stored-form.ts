// Outboxes of a job are read by other versions of its steps, and by other runs through the cache. So the names under
// which a destination's state is stored stay as they were when they were first released.

const STORED_NAMES: Readonly<Record<string, string>> = {
  deployment: 'story',
  inFlight: 'flight',
  uncertain: 'doubted',
  cannotRead: 'blind',
};
const NAMES = Object.fromEntries(Object.entries(STORED_NAMES).map(([name, stored]) => [stored, name]));

const renamed = (record: object, names: Readonly<Record<string, string>>): object =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [names[name] ?? name, value]));

/** The state of a destination as it is written into its outbox. */
export const toStored = (state: object): object => renamed(state, STORED_NAMES);

/** The state from what an outbox holds, or what a state begins as where that is nothing. */
export const fromStored = <S extends object>(stored: unknown, empty: S): S => ({
  ...empty,
  ...(renamed(Object(stored), NAMES) as Partial<S>),
});
