/** Numbers up to 2^53 in the order of arrival, each once: a set that holds tens of millions. */
export interface NumberIndex {
  readonly size: () => number;
  /** The place of `value`; a new one is appended. */
  place(value: number): number;
  at(place: number): number;
}

export function numberIndex(): NumberIndex {
  let capacity = 1 << 16;
  let slots = new Int32Array(capacity);
  let values = new Float64Array(capacity / 2);
  let size = 0;

  const hash = (value: number) => {
    const mixed = Math.imul(value | 0, 0x9e3779b1) ^ Math.imul((value / 2 ** 32) | 0, 0x85ebca6b);
    return (mixed ^ (mixed >>> 15)) & (capacity - 1);
  };
  /** Slots hold place + 1; 0 is free. */
  const slotOf = (value: number) => {
    let slot = hash(value);
    for (let place = slots[slot]; place !== 0 && values[(place ?? 0) - 1] !== value; place = slots[slot])
      slot = (slot + 1) & (capacity - 1);
    return slot;
  };
  const grow = () => {
    const old = values;
    capacity *= 2;
    slots = new Int32Array(capacity);
    values = new Float64Array(capacity / 2);
    values.set(old);
    for (let place = 0; place < size; place++) slots[slotOf(values[place] ?? 0)] = place + 1;
  };

  return {
    size: () => size,
    at: (place) => values[place] ?? 0,
    place: (value) => {
      const known = slots[slotOf(value)] ?? 0;
      if (known !== 0) return known - 1;
      if (size >= capacity / 2 - 1) grow();
      values[size] = value;
      size += 1;
      slots[slotOf(value)] = size;
      return size - 1;
    },
  };
}
