/** A protobuf message whose form nobody has told yet: values by the number of their field (protobuf.dev, Encoding). */
export type Message = ReadonlyMap<number, readonly (bigint | Buffer)[]>;

const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;
const FIXED32 = 5;

/** @throws Error when it is no protobuf */
export function parseMessage(bytes: Buffer): Message {
  const fields = new Map<number, (bigint | Buffer)[]>();
  let at = 0;
  const varint = (): bigint => {
    let [value, shift] = [0n, 0n];
    for (;;) {
      const byte = bytes[at];
      if (byte === undefined) throw new Error('a number that does not end');
      at += 1;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
      shift += 7n;
    }
  };
  const take = (length: number): Buffer => {
    if (at + length > bytes.length) throw new Error('a field that is longer than the message');
    at += length;
    return bytes.subarray(at - length, at);
  };
  while (at < bytes.length) {
    const tag = Number(varint());
    const [field, type] = [tag >>> 3, tag & 7];
    const value =
      type === VARINT
        ? varint()
        : type === FIXED64
          ? take(8)
          : type === BYTES
            ? take(Number(varint()))
            : type === FIXED32
              ? take(4)
              : undefined;
    if (value === undefined || field === 0) throw new Error(`no protobuf: wire type ${type}`);
    fields.set(field, [...(fields.get(field) ?? []), value]);
  }
  return fields;
}

export const bytesOf = (message: Message, field: number): Buffer => {
  const value = message.get(field)?.[0];
  return Buffer.isBuffer(value) ? value : Buffer.alloc(0);
};
export const textOf = (message: Message, field: number): string => bytesOf(message, field).toString();
export const numberOf = (message: Message, field: number): number => {
  const value = message.get(field)?.[0];
  return typeof value === 'bigint' ? Number(value) : 0;
};
/** Nanoseconds as milliseconds. */
export const momentOf = (message: Message, field: number): number => {
  const value = bytesOf(message, field);
  return value.length === 8 ? Number(value.readBigUInt64LE() / 1_000_000n) : 0;
};
export const messagesOf = (message: Message, field: number): readonly Message[] =>
  (message.get(field) ?? []).flatMap((value) => (Buffer.isBuffer(value) ? [parseMessage(value)] : []));
