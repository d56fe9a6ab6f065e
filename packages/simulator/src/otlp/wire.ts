/** A protobuf message whose form is not known yet: values by the number of their field (protobuf.dev, Encoding). */
export type Message = ReadonlyMap<number, readonly (bigint | Buffer)[]>;

const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;
const FIXED32 = 5;

/** @throws Error when it is no protobuf */
export function parseMessage(bytes: Buffer): Message {
  const fields = new Map<number, (bigint | Buffer)[]>();
  for (let at = 0; at < bytes.length; ) {
    const tag = varintAt(bytes, at);
    const [field, type] = [Number(tag.value) >>> 3, Number(tag.value) & 7];
    const { value, next } = valueAt(bytes, tag.next, type);
    if (field === 0) throw new Error(`no protobuf: wire type ${type}`);
    fields.set(field, [...(fields.get(field) ?? []), value]);
    at = next;
  }
  return fields;
}

interface Read<T> {
  readonly value: T;
  /** Where what follows it begins. */
  readonly next: number;
}

function valueAt(bytes: Buffer, at: number, type: number): Read<bigint | Buffer> {
  if (type === VARINT) return varintAt(bytes, at);
  if (type === FIXED64) return bytesAt(bytes, at, 8);
  if (type === FIXED32) return bytesAt(bytes, at, 4);
  if (type !== BYTES) throw new Error(`no protobuf: wire type ${type}`);
  const length = varintAt(bytes, at);
  return bytesAt(bytes, length.next, Number(length.value));
}

function varintAt(bytes: Buffer, at: number): Read<bigint> {
  let value = 0n;
  for (let index = 0; ; index++) {
    const byte = bytes[at + index];
    if (byte === undefined) throw new Error('a number that does not end');
    value |= BigInt(byte & 0x7f) << BigInt(7 * index);
    if (byte < 0x80) return { value, next: at + index + 1 };
  }
}

function bytesAt(bytes: Buffer, at: number, length: number): Read<Buffer> {
  const next = at + length;
  if (next > bytes.length) throw new Error('a field that is longer than the message');
  return { value: bytes.subarray(at, next), next };
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
